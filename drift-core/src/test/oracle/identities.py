"""Fifty identities, from the wording of io.drift4j.Run and Run.eventId alone. Python 3.11: python3 identities.py > ../resources/identities.csv"""
import csv, datetime, hashlib, random, sys

def key(*texts):
    digest = hashlib.sha256()
    for text in texts:
        if text is None:
            digest.update(b'-,')
        else:
            data = str(text).encode('utf-8')
            digest.update(str(len(data)).encode('ascii') + b':' + data + b',')
    return digest.hexdigest()

def flat(settings):
    return [len(settings)] + [part for name in sorted(settings) for part in (name, settings[name])]

random.seed(4711)
customers = ['acme', 'ACME', 'acme ', 'Acmé', 'Acme\u0301', '健康', '😀', '𝔘nited', '4,5:6', '0']
payers = [None, '', ' ', 'Aetna', 'aetna', 'é', 'e\u0301', '😀', '\uff21', 'Blue "Cross"', 'NULL', 'a,b']
groups = ['SURG', 'LAB', 'EVAL', '', '心']
sources = [{}, {'table': 'claim'}, {'table': 'billing.claim', 'filter': "not is_test and state = 'é'"},
           {'table': 'claim', 'column.payer': 'payer_name', 'zone.decided_date': 'Europe/Berlin'}]

out = csv.writer(sys.stdout, lineterminator='\n')
out.writerow(['customer', 'as_of', 'definition', 'baseline_days', 'current_days', 'gap_days', 'minimum_volume', 'source',
              'source_settings', 'revision', 'metric', 'payer', 'cpt_group', 'run_id', 'event_id'])
for i in range(50):
    customer = customers[i % len(customers)]
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=random.randrange(1000))
    definition = random.choice(['payer-drift', 'payer-drift', 'weekly'])
    baseline, current, gap = random.choice([90, 90, 30, 366]), random.choice([14, 14, 7]), random.choice([0, 0, 351])
    volume, source, revision = random.choice([30, 30, 5]), random.choice(['claims', 'test-claims', 'a.B_c-1']), random.choice([1, 1, 2, 17])
    settings = {}
    if baseline != 90: settings['baseline-days'] = baseline
    if current != 14: settings['current-days'] = current
    if gap != 0: settings['gap-days'] = gap
    if volume != 30: settings['policy.minimum-volume'] = volume
    about = sources[i % len(sources)]
    metric = random.choice(['denial-rate', 'decision-time'])
    payer, group = payers[i % len(payers)], groups[i % len(groups)]
    fingerprint = key('drift-source/1', *flat(about))
    run = key('drift-run/2', customer, definition, 1, *flat(settings), day.isoformat(), 'thresholds', 1, source, fingerprint, revision)
    event = key('drift-event/2', run, metric, 1, 2, 'payer', payer, 'cpt_group', group)
    out.writerow([customer, day.isoformat(), definition, baseline, current, gap, volume, source,
                  ';'.join(f'{name}={about[name]}' for name in sorted(about)), revision, metric,
                  'NULL' if payer is None else f"'{payer}'", group, run, event])

-- The tables of Drift4j. Keys are SHA-256 in hexadecimal, so that identity never depends on a collation.
-- SQLite knows no lengths and no dates: checks stand for lengths, days are ISO texts.

-- One row per customer: the row a run locks. Nothing refers to it, so nobody but a run waits for it.
create table ${prefix}customer (
    customer_key       text not null check (length(customer_key) <= 64),
    customer           text not null,
    created_at_micros  integer not null,
    last_run_number    integer not null,
    last_notice_number integer not null,
    constraint ${prefix}customer_pk primary key (customer_key)
) strict;

-- One row per run: a definition computed for a customer as of a day, at a revision.
-- The number says in which order a customer's runs were recorded; it is given under the lock, without gaps.
-- The fingerprint says what decided which records were read and what they meant; the reason, why a run failed or is empty.
create table ${prefix}run (
    run_id             text not null check (length(run_id) <= 64),
    customer_key       text not null check (length(customer_key) <= 64),
    customer           text not null,
    definition_id      text not null check (length(definition_id) <= 100),
    definition_version integer not null,
    policy_id          text not null check (length(policy_id) <= 100),
    policy_version     integer not null,
    source_id          text not null check (length(source_id) <= 100),
    source_fingerprint text not null check (length(source_fingerprint) <= 64),
    revision           integer not null,
    as_of              text not null,
    settings           text not null,
    status             text not null check (length(status) <= 10),
    attempt            integer not null,
    library_version    text not null check (length(library_version) <= 100),
    begun_at_micros    integer not null,
    finished_at_micros integer,
    recording_id       text check (length(recording_id) <= 36),
    run_number         integer,
    span_start         text,
    span_end           text,
    rows_read          integer,
    newest_record_day  text,
    newest_event_day   text,
    groups_considered  integer,
    reason             text check (length(reason) <= 1000),
    constraint ${prefix}run_pk primary key (run_id),
    constraint ${prefix}run_number_once unique (customer_key, run_number),
    constraint ${prefix}run_status check (status in ('RUNNING', 'SUCCESS', 'FAILED', 'EMPTY')),
    constraint ${prefix}run_revision check (revision >= 1),
    constraint ${prefix}run_attempt check (attempt >= 0)
) strict;

create index ${prefix}run_customer_idx on ${prefix}run (customer_key, as_of);

-- One row per number that a run counted: verdicts by decision, skipped ones by reason, records left out by reason, usable records by window.
create table ${prefix}run_count (
    run_id text not null check (length(run_id) <= 64),
    what   text not null check (length(what) <= 20),
    name   text not null check (length(name) <= 100),
    n      integer not null,
    constraint ${prefix}run_count_pk primary key (run_id, what, name),
    constraint ${prefix}run_count_run_fk foreign key (run_id) references ${prefix}run (run_id),
    constraint ${prefix}run_count_n check (n >= 0)
) strict;

-- One row per event: a metric of a segment that drifted in a run, between two windows, and all that was seen there.
-- What was not computed is null. P-values are kept as their natural logarithm, since small ones are no numbers.
-- The views that agree are names with commas between them, figures are name=number; a note is a line, a series a text of its own.
create table ${prefix}event (
    event_id             text not null check (length(event_id) <= 64),
    run_id               text not null check (length(run_id) <= 64),
    customer_key         text not null check (length(customer_key) <= 64),
    metric_id            text not null check (length(metric_id) <= 100),
    metric_version       integer not null,
    drift_type           text not null check (length(drift_type) <= 100),
    unit                 text not null,
    view_name            text not null check (length(view_name) <= 100),
    segment              text not null,
    segment_key          text not null check (length(segment_key) <= 64),
    recording_id         text not null check (length(recording_id) <= 36),
    baseline_start       text not null,
    baseline_end         text not null,
    current_start        text not null,
    current_end          text not null,
    baseline_value       real not null,
    current_value        real not null,
    delta_value          real not null,
    trend                text not null check (length(trend) <= 10),
    severity             real not null,
    volume_score         real not null,
    baseline_sample_size integer not null,
    current_sample_size  integer not null,
    baseline_open        integer not null,
    current_open         integer not null,
    test_name            text check (length(test_name) <= 100),
    log_p_value          real,
    adjusted_p_value     real,
    interval_low         real,
    interval_high        real,
    effect_measure       text check (length(effect_measure) <= 100),
    effect               real,
    dispersion           real,
    horizon              integer,
    minimum_detectable   real,
    margin               real,
    standard_error       real,
    figures              text not null,
    notes                text not null,
    series               text,
    severity_low         real,
    adjusted_low         real,
    adjusted_high        real,
    adjusted_level       real,
    family               text check (length(family) <= 100),
    family_size          integer,
    records_at_stake     real,
    money_at_stake       integer,
    confirming_views     text not null,
    created_at_micros    integer not null,
    constraint ${prefix}event_pk primary key (event_id),
    constraint ${prefix}event_run_fk foreign key (run_id) references ${prefix}run (run_id),
    constraint ${prefix}event_severity check (severity between 0 and 1),
    constraint ${prefix}event_volume_score check (volume_score between 0 and 1),
    constraint ${prefix}event_open check (baseline_open >= 0 and current_open >= 0),
    constraint ${prefix}event_log_p_value check (log_p_value <= 0 and (test_name is null) = (log_p_value is null)),
    constraint ${prefix}event_adjusted_p_value check (adjusted_p_value between 0 and 1),
    constraint ${prefix}event_interval check (interval_low <= interval_high and (interval_low is null) = (interval_high is null)),
    constraint ${prefix}event_effect check ((effect_measure is null) = (effect is null)),
    constraint ${prefix}event_dispersion check (dispersion > 0),
    constraint ${prefix}event_horizon check (horizon >= 0),
    constraint ${prefix}event_minimum_detectable check (minimum_detectable > 0),
    constraint ${prefix}event_margin check (margin > 0),
    constraint ${prefix}event_severity_low check (severity_low between 0 and 1),
    constraint ${prefix}event_adjusted_interval check (adjusted_low <= adjusted_high and adjusted_level > 0 and adjusted_level < 1 and (adjusted_low is null) = (adjusted_high is null) and (adjusted_low is null) = (adjusted_level is null)),
    constraint ${prefix}event_family check (family_size >= 1 and (family is null) = (family_size is null)),
    constraint ${prefix}event_records_at_stake check (records_at_stake >= 0),
    constraint ${prefix}event_standard_error check (standard_error > 0)
) strict;

-- One row per view of each verdict of a run, and all that was seen there; only where the repository was told to keep them.
-- The positions are the verdict's in the run (by segment, and within one in the definition's order) and the view's among its views.
-- Where a view could not tell anything, it has no values and a reason. How grave the change is stands with the leading view only.
create table ${prefix}verdict (
    run_id               text not null check (length(run_id) <= 64),
    position             integer not null,
    view_position        integer not null,
    customer_key         text not null check (length(customer_key) <= 64),
    segment_key          text not null check (length(segment_key) <= 64),
    metric_id            text not null check (length(metric_id) <= 100),
    metric_version       integer not null,
    drift_type           text not null check (length(drift_type) <= 100),
    unit                 text not null,
    decision             text not null check (length(decision) <= 20),
    reason               text,
    view_name            text not null check (length(view_name) <= 100),
    baseline_start       text not null,
    baseline_end         text not null,
    current_start        text not null,
    current_end          text not null,
    baseline_value       real,
    current_value        real,
    delta_value          real,
    undecided_because    text,
    baseline_sample_size integer not null,
    current_sample_size  integer not null,
    baseline_open        integer not null,
    current_open         integer not null,
    test_name            text check (length(test_name) <= 100),
    log_p_value          real,
    interval_low         real,
    interval_high        real,
    effect_measure       text check (length(effect_measure) <= 100),
    effect               real,
    dispersion           real,
    horizon              integer,
    standard_error       real,
    figures              text not null,
    notes                text not null,
    series               text,
    severity             real,
    severity_low         real,
    volume_score         real,
    adjusted_p_value     real,
    adjusted_low         real,
    adjusted_high        real,
    adjusted_level       real,
    family               text check (length(family) <= 100),
    family_size          integer,
    minimum_detectable   real,
    margin               real,
    records_at_stake     real,
    money_at_stake       integer,
    confirming_views     text,
    constraint ${prefix}verdict_pk primary key (run_id, position, view_position),
    constraint ${prefix}verdict_run_fk foreign key (run_id) references ${prefix}run (run_id),
    constraint ${prefix}verdict_reason check ((decision = 'SKIPPED') = (reason is not null)),
    constraint ${prefix}verdict_values check ((baseline_value is null) = (undecided_because is not null) and (baseline_value is null) = (current_value is null) and (baseline_value is null) = (delta_value is null)),
    constraint ${prefix}verdict_leading check ((severity is null) = (volume_score is null) and (severity is null) = (confirming_views is null)),
    constraint ${prefix}verdict_severity check (severity between 0 and 1),
    constraint ${prefix}verdict_volume_score check (volume_score between 0 and 1),
    constraint ${prefix}verdict_open check (baseline_open >= 0 and current_open >= 0),
    constraint ${prefix}verdict_log_p_value check (log_p_value <= 0 and (test_name is null) = (log_p_value is null)),
    constraint ${prefix}verdict_adjusted_p_value check (adjusted_p_value between 0 and 1),
    constraint ${prefix}verdict_interval check (interval_low <= interval_high and (interval_low is null) = (interval_high is null)),
    constraint ${prefix}verdict_effect check ((effect_measure is null) = (effect is null)),
    constraint ${prefix}verdict_dispersion check (dispersion > 0),
    constraint ${prefix}verdict_horizon check (horizon >= 0),
    constraint ${prefix}verdict_minimum_detectable check (minimum_detectable > 0),
    constraint ${prefix}verdict_margin check (margin > 0),
    constraint ${prefix}verdict_severity_low check (severity_low between 0 and 1),
    constraint ${prefix}verdict_adjusted_interval check (adjusted_low <= adjusted_high and adjusted_level > 0 and adjusted_level < 1 and (adjusted_low is null) = (adjusted_high is null) and (adjusted_low is null) = (adjusted_level is null)),
    constraint ${prefix}verdict_family check (family_size >= 1 and (family is null) = (family_size is null)),
    constraint ${prefix}verdict_records_at_stake check (records_at_stake >= 0),
    constraint ${prefix}verdict_standard_error check (standard_error > 0)
) strict;

-- One row per dimension of a customer's segment, in the definition's order: to read by payer with an index.
-- Runs share segments. The whole population, which has no dimensions, is one row without one.
-- The key of a value is there because a value may be longer than an index entry; it is null where the value is.
create table ${prefix}segment (
    customer_key    text not null check (length(customer_key) <= 64),
    segment_key     text not null check (length(segment_key) <= 64),
    position        integer not null,
    dimension       text check (length(dimension) <= 100),
    dimension_value text,
    value_key       text check (length(value_key) <= 64),
    constraint ${prefix}segment_pk primary key (customer_key, segment_key, position)
) strict;

create index ${prefix}segment_value_idx on ${prefix}segment (customer_key, dimension, value_key);

-- One row per watch: what a definition over a source remembers of a customer's changes, as it was after its newest look.
-- The version counts the looks and the times that it was begun anew; whoever looked from another version looks again.
-- What is found on days up to historic_before was told already, when the watch was begun anew for the last time.
create table ${prefix}watch (
    watch_key       text not null check (length(watch_key) <= 64),
    customer_key    text not null check (length(customer_key) <= 64),
    customer        text not null,
    definition_id   text not null check (length(definition_id) <= 100),
    source_id       text not null check (length(source_id) <= 100),
    generation      integer not null,
    watch_version   integer not null,
    newest_as_of    text,
    historic_before text,
    constraint ${prefix}watch_pk primary key (watch_key),
    constraint ${prefix}watch_generation check (generation >= 1),
    constraint ${prefix}watch_version check (watch_version >= 0)
) strict;

create index ${prefix}watch_customer_idx on ${prefix}watch (customer_key);

-- One row per episode: a change of a metric of a segment, which is told once.
-- First how it was found and when it began, then how large people were told that it is, and how it stands.
-- What is absent is null; a flag is 0 or 1.
create table ${prefix}episode (
    episode_id       text not null check (length(episode_id) <= 64),
    watch_key        text not null check (length(watch_key) <= 64),
    generation       integer not null,
    customer_key     text not null check (length(customer_key) <= 64),
    metric_id        text not null check (length(metric_id) <= 100),
    metric_version   integer not null,
    unit             text not null,
    segment          text not null,
    segment_key      text not null check (length(segment_key) <= 64),
    opened_as_of     text not null,
    view_name        text not null check (length(view_name) <= 100),
    opened_days      integer not null,
    yearly_p         real not null,
    began            text not null,
    began_earliest   text not null,
    began_latest     text not null,
    is_gradual       integer not null,
    records_at_stake real,
    money_at_stake   integer,
    told_with        text check (length(told_with) <= 64),
    episode_state    text not null check (length(episode_state) <= 20),
    told_as_of       text not null,
    told_before      real not null,
    told_now         real not null,
    told_low         real,
    told_high        real,
    told_horizon     integer,
    told_trend       text not null check (length(told_trend) <= 10),
    is_measured      integer not null,
    looked_as_of     text not null,
    quiet_since      text,
    quiet_looks      integer not null,
    ended_as_of      text,
    reopenings       integer not null,
    constraint ${prefix}episode_pk primary key (episode_id),
    constraint ${prefix}episode_watch_fk foreign key (watch_key) references ${prefix}watch (watch_key),
    constraint ${prefix}episode_generation check (generation >= 1),
    constraint ${prefix}episode_opened_days check (opened_days >= 1),
    constraint ${prefix}episode_yearly_p check (yearly_p between 0 and 1),
    constraint ${prefix}episode_began check (began between began_earliest and began_latest),
    constraint ${prefix}episode_is_gradual check (is_gradual in (0, 1)),
    constraint ${prefix}episode_records_at_stake check (records_at_stake >= 0),
    constraint ${prefix}episode_state check (episode_state in ('OPEN', 'RECOVERING', 'RESOLVED', 'SETTLED', 'SUPERSEDED')),
    constraint ${prefix}episode_ended check ((ended_as_of is null) = (episode_state in ('OPEN', 'RECOVERING'))),
    constraint ${prefix}episode_told_interval check (told_low <= told_high and (told_low is null) = (told_high is null)),
    constraint ${prefix}episode_told_horizon check (told_horizon >= 0),
    constraint ${prefix}episode_is_measured check (is_measured in (0, 1)),
    constraint ${prefix}episode_quiet_looks check (quiet_looks >= 0),
    constraint ${prefix}episode_reopenings check (reopenings >= 0)
) strict;

create index ${prefix}episode_watch_idx on ${prefix}episode (watch_key, generation);

-- One row per look at an episode that goes on, against the baseline that was frozen when it began.
-- Where nothing could be told, it has no values and a reason. It does not refer to its run, which may be deleted before it.
create table ${prefix}look (
    episode_id        text not null check (length(episode_id) <= 64),
    as_of             text not null,
    run_id            text not null check (length(run_id) <= 64),
    episode_state     text not null check (length(episode_state) <= 20),
    baseline_value    real,
    current_value     real,
    interval_low      real,
    interval_high     real,
    log_p_value       real,
    undecided_because text,
    constraint ${prefix}look_pk primary key (episode_id, as_of),
    constraint ${prefix}look_episode_fk foreign key (episode_id) references ${prefix}episode (episode_id),
    constraint ${prefix}look_state check (episode_state in ('OPEN', 'RECOVERING', 'RESOLVED', 'SETTLED', 'SUPERSEDED')),
    constraint ${prefix}look_values check ((baseline_value is null) = (current_value is null)),
    constraint ${prefix}look_interval check (interval_low <= interval_high and (interval_low is null) = (interval_high is null)),
    constraint ${prefix}look_log_p_value check (log_p_value <= 0)
) strict;

-- One row per notice: what is told of episodes, once. The number is given under the customer's lock, without gaps.
-- The ids of its episodes have commas between them; a flag is 0 or 1.
create table ${prefix}notice (
    customer_key      text not null check (length(customer_key) <= 64),
    notice_number     integer not null,
    notice_id         text not null check (length(notice_id) <= 64),
    watch_key         text not null check (length(watch_key) <= 64),
    kind              text not null check (length(kind) <= 20),
    as_of             text not null,
    is_degrading      integer not null,
    is_historic       integer not null,
    is_told_elsewhere integer not null,
    episode_ids       text not null,
    notice_text       text not null,
    created_at_micros integer not null,
    constraint ${prefix}notice_pk primary key (customer_key, notice_number),
    constraint ${prefix}notice_once unique (notice_id),
    constraint ${prefix}notice_number check (notice_number >= 1),
    constraint ${prefix}notice_kind check (kind in ('OPENED', 'MANY_OPENED', 'WORSE', 'TURNED', 'RESOLVED', 'REOPENED', 'SETTLED', 'SUPERSEDED')),
    constraint ${prefix}notice_is_degrading check (is_degrading in (0, 1)),
    constraint ${prefix}notice_is_historic check (is_historic in (0, 1)),
    constraint ${prefix}notice_is_told_elsewhere check (is_told_elsewhere in (0, 1))
) strict;

-- One row per consumer and customer: the number of the last notice that it has dealt with.
create table ${prefix}notice_cursor (
    consumer      text not null check (length(consumer) <= 100),
    customer_key  text not null check (length(customer_key) <= 64),
    notice_number integer not null,
    constraint ${prefix}notice_cursor_pk primary key (consumer, customer_key),
    constraint ${prefix}notice_cursor_number check (notice_number >= 0)
) strict;

-- One row for each time that somebody said something of an episode, in that order.
-- It refers to no row, so that nobody who says something waits for a run.
create table ${prefix}judgement (
    episode_id       text not null check (length(episode_id) <= 64),
    judgement_number integer not null,
    opinion          text not null check (length(opinion) <= 20),
    said_by          text not null check (length(said_by) <= 100),
    note             text not null check (length(note) <= 1000),
    recording_id     text not null check (length(recording_id) <= 36),
    said_at_micros   integer not null,
    constraint ${prefix}judgement_pk primary key (episode_id, judgement_number),
    constraint ${prefix}judgement_number check (judgement_number >= 1),
    constraint ${prefix}judgement_opinion check (opinion in ('REAL', 'NOISE', 'EXPECTED', 'NEW_NORMAL'))
) strict;

-- For people: what the run recorded last for a customer, definition, source, policy and day found, with native
-- timestamps and, where there are such, the claims dimensions as columns.
create view ${prefix}event_view as
select e.event_id,
       r.customer,
       payer.dimension_value     as payer,
       cpt_group.dimension_value as cpt_group,
       e.segment,
       e.metric_id,
       e.metric_version,
       e.drift_type,
       e.unit,
       e.view_name,
       e.baseline_value,
       e.current_value,
       e.delta_value,
       e.trend,
       e.severity,
       e.severity_low,
       e.volume_score            as confidence,
       e.test_name,
       e.log_p_value,
       e.adjusted_p_value,
       e.interval_low,
       e.interval_high,
       e.adjusted_low,
       e.adjusted_high,
       e.adjusted_level,
       e.standard_error,
       e.effect_measure,
       e.effect,
       e.dispersion,
       e.horizon,
       e.minimum_detectable,
       e.margin,
       e.family,
       e.family_size,
       e.records_at_stake,
       e.money_at_stake,
       e.figures,
       e.notes,
       e.confirming_views,
       e.baseline_sample_size,
       e.current_sample_size,
       e.baseline_open,
       e.current_open,
       e.baseline_start,
       e.baseline_end,
       e.current_start,
       e.current_end,
       r.as_of,
       r.definition_id,
       r.policy_id,
       r.source_id,
       r.revision,
       e.run_id,
       strftime('%Y-%m-%d %H:%M:%S', e.created_at_micros / 1000000, 'unixepoch')
           || printf('.%06d', e.created_at_micros % 1000000) as created_at
from ${prefix}event e
join ${prefix}run r on r.run_id = e.run_id
left join ${prefix}segment payer
    on payer.customer_key = e.customer_key and payer.segment_key = e.segment_key and payer.dimension = 'payer'
left join ${prefix}segment cpt_group
    on cpt_group.customer_key = e.customer_key and cpt_group.segment_key = e.segment_key and cpt_group.dimension = 'cpt_group'
where r.status = 'SUCCESS'
  and not exists (select 1
                  from ${prefix}run later
                  where later.customer_key = r.customer_key
                    and later.definition_id = r.definition_id
                    and later.source_id = r.source_id
                    and later.policy_id = r.policy_id
                    and later.as_of = r.as_of
                    and later.run_number > r.run_number);

-- For people: the episodes of the newest generation of each watch, with what was said of them last and, where there are
-- such, the claims dimensions as columns.
create view ${prefix}episode_view as
select e.episode_id,
       w.customer,
       payer.dimension_value     as payer,
       cpt_group.dimension_value as cpt_group,
       e.segment,
       w.definition_id,
       w.source_id,
       e.metric_id,
       e.metric_version,
       e.unit,
       e.episode_state,
       e.told_trend,
       e.told_before,
       e.told_now,
       e.told_low,
       e.told_high,
       e.told_horizon,
       e.told_as_of,
       e.opened_as_of,
       e.view_name,
       e.opened_days,
       e.yearly_p,
       e.began,
       e.began_earliest,
       e.began_latest,
       e.is_gradual,
       e.records_at_stake,
       e.money_at_stake,
       e.told_with,
       e.looked_as_of,
       e.quiet_since,
       e.quiet_looks,
       e.ended_as_of,
       e.reopenings,
       j.opinion,
       j.said_by,
       j.note,
       e.generation
from ${prefix}episode e
join ${prefix}watch w on w.watch_key = e.watch_key and w.generation = e.generation
left join ${prefix}segment payer
    on payer.customer_key = e.customer_key and payer.segment_key = e.segment_key and payer.dimension = 'payer'
left join ${prefix}segment cpt_group
    on cpt_group.customer_key = e.customer_key and cpt_group.segment_key = e.segment_key and cpt_group.dimension = 'cpt_group'
left join ${prefix}judgement j
    on j.episode_id = e.episode_id
   and j.judgement_number = (select max(newer.judgement_number)
                             from ${prefix}judgement newer
                             where newer.episode_id = e.episode_id);

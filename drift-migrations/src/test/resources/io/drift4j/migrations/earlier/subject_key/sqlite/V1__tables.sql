-- The tables of Drift4j. Keys are SHA-256 in hexadecimal, so that identity never depends on a collation.
-- SQLite knows no lengths and no dates: checks stand for lengths, days are ISO texts.

-- One row per customer: the row a run locks. Nothing refers to it, so nobody but a run waits for it.
create table ${prefix}customer (
    customer_key      text not null check (length(customer_key) <= 64),
    customer          text not null,
    created_at_micros integer not null,
    last_run_number   integer not null,
    constraint ${prefix}customer_pk primary key (customer_key)
) strict;

-- One row per run: a definition computed for a customer and a pair of windows, at a revision.
-- The number says in which order a customer's runs were recorded; it is given under the lock, without gaps.
create table ${prefix}run (
    run_id                      text not null check (length(run_id) <= 64),
    subject_key                 text not null check (length(subject_key) <= 64),
    customer_key                text not null check (length(customer_key) <= 64),
    customer                    text not null,
    definition_id               text not null check (length(definition_id) <= 100),
    definition_version          integer not null,
    policy_id                   text not null check (length(policy_id) <= 100),
    policy_version              integer not null,
    source_id                   text not null check (length(source_id) <= 100),
    revision                    integer not null,
    as_of                       text not null,
    baseline_start              text not null,
    baseline_end                text not null,
    current_start               text not null,
    current_end                 text not null,
    settings                    text not null,
    status                      text not null check (length(status) <= 10),
    attempt                     integer not null,
    library_version             text not null check (length(library_version) <= 100),
    begun_at_micros             integer not null,
    finished_at_micros          integer,
    recording_id                text check (length(recording_id) <= 36),
    run_number                  integer,
    rows_read                   integer,
    newest_record_day           text,
    newest_event_day            text,
    groups_considered           integer,
    drift_count                 integer,
    equivalent_count            integer,
    inconclusive_count          integer,
    unremarkable_count          integer,
    skipped_count               integer,
    ended_before_start_count    integer,
    ended_without_outcome_count integer,
    outcome_without_end_count   integer,
    error                       text check (length(error) <= 1000),
    constraint ${prefix}run_pk primary key (run_id),
    constraint ${prefix}run_number_once unique (customer_key, run_number),
    constraint ${prefix}run_status check (status in ('RUNNING', 'SUCCESS', 'FAILED')),
    constraint ${prefix}run_revision check (revision >= 1),
    constraint ${prefix}run_attempt check (attempt >= 0)
) strict;

create index ${prefix}run_customer_idx on ${prefix}run (customer_key, as_of);

-- One row per event: a metric of a segment that drifted in a run.
create table ${prefix}event (
    event_id             text not null check (length(event_id) <= 64),
    run_id               text not null check (length(run_id) <= 64),
    customer_key         text not null check (length(customer_key) <= 64),
    metric_id            text not null check (length(metric_id) <= 100),
    metric_version       integer not null,
    drift_type           text not null check (length(drift_type) <= 100),
    view_name            text not null check (length(view_name) <= 40),
    segment              text not null,
    segment_key          text not null check (length(segment_key) <= 64),
    recording_id         text not null check (length(recording_id) <= 36),
    baseline_value       real not null,
    current_value        real not null,
    delta_value          real not null,
    trend                text not null check (length(trend) <= 10),
    severity             real not null,
    volume_score         real not null,
    baseline_sample_size integer not null,
    current_sample_size  integer not null,
    p_value              real,
    adjusted_p_value     real,
    interval_low         real,
    interval_high        real,
    created_at_micros    integer not null,
    constraint ${prefix}event_pk primary key (event_id),
    constraint ${prefix}event_run_fk foreign key (run_id) references ${prefix}run (run_id),
    constraint ${prefix}event_severity check (severity between 0 and 1),
    constraint ${prefix}event_volume_score check (volume_score between 0 and 1),
    constraint ${prefix}event_p_value check (p_value between 0 and 1),
    constraint ${prefix}event_adjusted_p_value check (adjusted_p_value between 0 and 1)
) strict;

-- The dimensions of an event's segment, in the definition's order: to read by payer with an index.
-- The key of a value is there because a value may be longer than an index entry; it is null where the value is.
create table ${prefix}event_dimension (
    event_id        text not null check (length(event_id) <= 64),
    position        integer not null,
    customer_key    text not null check (length(customer_key) <= 64),
    dimension       text not null check (length(dimension) <= 100),
    dimension_value text,
    value_key       text check (length(value_key) <= 64),
    constraint ${prefix}event_dimension_pk primary key (event_id, position),
    constraint ${prefix}event_dimension_fk foreign key (event_id) references ${prefix}event (event_id)
) strict;

create index ${prefix}event_dimension_value_idx on ${prefix}event_dimension (customer_key, dimension, value_key);

-- For people: the events of successful runs with native timestamps and the claims dimensions as columns.
create view ${prefix}event_view as
select e.event_id,
       r.customer,
       payer.dimension_value                             as payer,
       cpt_group.dimension_value                         as cpt_group,
       e.segment,
       e.metric_id,
       e.drift_type,
       e.baseline_value,
       e.current_value,
       e.delta_value,
       e.trend,
       e.severity,
       e.volume_score                                    as confidence,
       e.p_value,
       e.adjusted_p_value,
       r.baseline_start,
       r.baseline_end,
       r.current_start,
       r.current_end,
       r.definition_id,
       r.policy_id,
       r.revision,
       e.run_id,
       strftime('%Y-%m-%d %H:%M:%S', e.created_at_micros / 1000000, 'unixepoch')
           || printf('.%06d', e.created_at_micros % 1000000) as created_at
from ${prefix}event e
join ${prefix}run r on r.run_id = e.run_id
left join ${prefix}event_dimension payer on payer.event_id = e.event_id and payer.dimension = 'payer'
left join ${prefix}event_dimension cpt_group on cpt_group.event_id = e.event_id and cpt_group.dimension = 'cpt_group'
where r.status = 'SUCCESS';

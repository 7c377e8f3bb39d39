-- The tables of Drift4j. Keys are SHA-256 in hexadecimal, so that identity never depends on a collation.
-- MySQL commits every statement by itself: each says "if not exists", so that an interrupted script may be run again.
-- Texts compare by their bytes, trailing blanks included; the timestamp of the view is in UTC.

-- One row per customer: the row a run locks. Nothing refers to it, so nobody but a run waits for it.
create table if not exists ${prefix}customer (
    customer_key     varchar(64) not null,
    customer         longtext    not null,
    created_at_micros bigint     not null,
    last_run_number  bigint      not null,
    primary key (customer_key)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;

-- One row per run: a definition computed for a customer and a pair of windows, at a revision.
-- The number says in which order a customer's runs were recorded; it is given under the lock, without gaps.
create table if not exists ${prefix}run (
    run_id              varchar(64)  not null,
    subject_key         varchar(64)  not null,
    customer_key        varchar(64)  not null,
    customer            longtext     not null,
    definition_id       varchar(100) not null,
    definition_version  integer      not null,
    policy_id           varchar(100) not null,
    policy_version      integer      not null,
    source_id           varchar(100) not null,
    revision            integer      not null,
    as_of               date         not null,
    baseline_start      date         not null,
    baseline_end        date         not null,
    current_start       date         not null,
    current_end         date         not null,
    settings            longtext     not null,
    status              varchar(10)  not null,
    attempt             integer      not null,
    library_version     varchar(100) not null,
    begun_at_micros     bigint       not null,
    finished_at_micros  bigint,
    recording_id        varchar(36),
    run_number          bigint,
    rows_read           bigint,
    newest_record_day   date,
    newest_event_day    date,
    groups_considered   integer,
    drift_count         integer,
    equivalent_count    integer,
    inconclusive_count  integer,
    unremarkable_count  integer,
    skipped_count       integer,
    ended_before_start_count    bigint,
    ended_without_outcome_count bigint,
    outcome_without_end_count   bigint,
    error               varchar(1000),
    primary key (run_id),
    index ${prefix}run_customer_idx (customer_key, as_of),
    constraint ${prefix}run_number_once unique (customer_key, run_number),
    constraint ${prefix}run_status check (status in ('RUNNING', 'SUCCESS', 'FAILED')),
    constraint ${prefix}run_revision check (revision >= 1),
    constraint ${prefix}run_attempt check (attempt >= 0)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;

-- One row per event: a metric of a segment that drifted in a run.
create table if not exists ${prefix}event (
    event_id             varchar(64)      not null,
    run_id               varchar(64)      not null,
    customer_key         varchar(64)      not null,
    metric_id            varchar(100)     not null,
    metric_version       integer          not null,
    drift_type           varchar(100)     not null,
    view_name            varchar(40)      not null,
    segment              longtext         not null,
    segment_key          varchar(64)      not null,
    recording_id         varchar(36)      not null,
    baseline_value       double           not null,
    current_value        double           not null,
    delta_value          double           not null,
    trend                varchar(10)      not null,
    severity             double           not null,
    volume_score         double           not null,
    baseline_sample_size bigint           not null,
    current_sample_size  bigint           not null,
    p_value              double,
    adjusted_p_value     double,
    interval_low         double,
    interval_high        double,
    created_at_micros    bigint           not null,
    primary key (event_id),
    constraint ${prefix}event_run_fk foreign key (run_id) references ${prefix}run (run_id),
    constraint ${prefix}event_severity check (severity between 0 and 1),
    constraint ${prefix}event_volume_score check (volume_score between 0 and 1),
    constraint ${prefix}event_p_value check (p_value between 0 and 1),
    constraint ${prefix}event_adjusted_p_value check (adjusted_p_value between 0 and 1)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;

-- The dimensions of an event's segment, in the definition's order: to read by payer with an index.
-- The key of a value is there because a value may be longer than an index entry; it is null where the value is.
create table if not exists ${prefix}event_dimension (
    event_id        varchar(64)  not null,
    position        integer      not null,
    customer_key    varchar(64)  not null,
    dimension       varchar(100) not null,
    dimension_value longtext,
    value_key       varchar(64),
    primary key (event_id, position),
    index ${prefix}event_dimension_value_idx (customer_key, dimension, value_key),
    constraint ${prefix}event_dimension_fk foreign key (event_id) references ${prefix}event (event_id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin;

-- For people: the events of successful runs with native timestamps and the claims dimensions as columns.
create or replace view ${prefix}event_view as
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
       timestampadd(microsecond, e.created_at_micros, timestamp '1970-01-01 00:00:00.000000') as created_at
from ${prefix}event e
join ${prefix}run r on r.run_id = e.run_id
left join ${prefix}event_dimension payer on payer.event_id = e.event_id and payer.dimension = 'payer'
left join ${prefix}event_dimension cpt_group on cpt_group.event_id = e.event_id and cpt_group.dimension = 'cpt_group'
where r.status = 'SUCCESS';

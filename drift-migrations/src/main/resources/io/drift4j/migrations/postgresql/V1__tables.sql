-- The tables of Drift4j. Keys are SHA-256 in hexadecimal, so that identity never depends on a collation.

-- One row per customer: the row a run locks. Nothing refers to it, so nobody but a run waits for it.
create table ${prefix}customer (
    customer_key       varchar(64) not null,
    customer           text        not null,
    created_at_micros  bigint      not null,
    last_run_number    bigint      not null,
    last_notice_number bigint      not null,
    constraint ${prefix}customer_pk primary key (customer_key)
);

-- One row per run: a definition computed for a customer as of a day, at a revision.
-- The number says in which order a customer's runs were recorded; it is given under the lock, without gaps.
-- The fingerprint says what decided which records were read and what they meant; the reason, why a run failed or is empty.
create table ${prefix}run (
    run_id             varchar(64)   not null,
    customer_key       varchar(64)   not null,
    customer           text          not null,
    definition_id      varchar(100)  not null,
    definition_version integer       not null,
    policy_id          varchar(100)  not null,
    policy_version     integer       not null,
    source_id          varchar(100)  not null,
    source_fingerprint varchar(64)   not null,
    revision           integer       not null,
    as_of              date          not null,
    settings           text          not null,
    status             varchar(10)   not null,
    attempt            integer       not null,
    library_version    varchar(100)  not null,
    begun_at_micros    bigint        not null,
    finished_at_micros bigint,
    recording_id       varchar(36),
    run_number         bigint,
    span_start         date,
    span_end           date,
    rows_read          bigint,
    newest_record_day  date,
    newest_event_day   date,
    groups_considered  integer,
    reason             varchar(1000),
    constraint ${prefix}run_pk primary key (run_id),
    constraint ${prefix}run_number_once unique (customer_key, run_number),
    constraint ${prefix}run_status check (status in ('RUNNING', 'SUCCESS', 'FAILED', 'EMPTY')),
    constraint ${prefix}run_revision check (revision >= 1),
    constraint ${prefix}run_attempt check (attempt >= 0)
);

create index ${prefix}run_customer_idx on ${prefix}run (customer_key, as_of);

-- One row per number that a run counted: verdicts by decision, skipped ones by reason, records left out by reason, usable records by window.
create table ${prefix}run_count (
    run_id varchar(64)  not null,
    what   varchar(20)  not null,
    name   varchar(100) not null,
    n      bigint       not null,
    constraint ${prefix}run_count_pk primary key (run_id, what, name),
    constraint ${prefix}run_count_run_fk foreign key (run_id) references ${prefix}run (run_id),
    constraint ${prefix}run_count_n check (n >= 0)
);

-- One row per event: a metric of a segment that drifted in a run, between two windows, and all that was seen there.
-- What was not computed is null. P-values are kept as their natural logarithm, since small ones are no numbers.
-- The views that agree are names with commas between them, figures are name=number; a note is a line, a series a text of its own.
create table ${prefix}event (
    event_id             varchar(64)      not null,
    run_id               varchar(64)      not null,
    customer_key         varchar(64)      not null,
    metric_id            varchar(100)     not null,
    metric_version       integer          not null,
    drift_type           varchar(100)     not null,
    unit                 text             not null,
    view_name            varchar(100)     not null,
    segment              text             not null,
    segment_key          varchar(64)      not null,
    recording_id         varchar(36)      not null,
    baseline_start       date             not null,
    baseline_end         date             not null,
    current_start        date             not null,
    current_end          date             not null,
    baseline_value       double precision not null,
    current_value        double precision not null,
    delta_value          double precision not null,
    trend                varchar(10)      not null,
    severity             double precision not null,
    volume_score         double precision not null,
    baseline_sample_size bigint           not null,
    current_sample_size  bigint           not null,
    baseline_open        bigint           not null,
    current_open         bigint           not null,
    test_name            varchar(100),
    log_p_value          double precision,
    adjusted_p_value     double precision,
    interval_low         double precision,
    interval_high        double precision,
    effect_measure       varchar(100),
    effect               double precision,
    dispersion           double precision,
    horizon              integer,
    minimum_detectable   double precision,
    margin               double precision,
    standard_error       double precision,
    figures              text             not null,
    notes                text             not null,
    series               text,
    severity_low         double precision,
    adjusted_low         double precision,
    adjusted_high        double precision,
    adjusted_level       double precision,
    family               varchar(100),
    family_size          integer,
    records_at_stake     double precision,
    money_at_stake       bigint,
    confirming_views     text             not null,
    created_at_micros    bigint           not null,
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
);

-- One row per view of each verdict of a run, and all that was seen there; only where the repository was told to keep them.
-- The positions are the verdict's in the run (by segment, and within one in the definition's order) and the view's among its views.
-- Where a view could not tell anything, it has no values and a reason. How grave the change is stands with the leading view only.
create table ${prefix}verdict (
    run_id               varchar(64)      not null,
    position             integer          not null,
    view_position        integer          not null,
    customer_key         varchar(64)      not null,
    segment_key          varchar(64)      not null,
    metric_id            varchar(100)     not null,
    metric_version       integer          not null,
    drift_type           varchar(100)     not null,
    unit                 text             not null,
    decision             varchar(20)      not null,
    reason               text,
    view_name            varchar(100)     not null,
    baseline_start       date             not null,
    baseline_end         date             not null,
    current_start        date             not null,
    current_end          date             not null,
    baseline_value       double precision,
    current_value        double precision,
    delta_value          double precision,
    undecided_because    text,
    baseline_sample_size bigint           not null,
    current_sample_size  bigint           not null,
    baseline_open        bigint           not null,
    current_open         bigint           not null,
    test_name            varchar(100),
    log_p_value          double precision,
    interval_low         double precision,
    interval_high        double precision,
    effect_measure       varchar(100),
    effect               double precision,
    dispersion           double precision,
    horizon              integer,
    standard_error       double precision,
    figures              text             not null,
    notes                text             not null,
    series               text,
    severity             double precision,
    severity_low         double precision,
    volume_score         double precision,
    adjusted_p_value     double precision,
    adjusted_low         double precision,
    adjusted_high        double precision,
    adjusted_level       double precision,
    family               varchar(100),
    family_size          integer,
    minimum_detectable   double precision,
    margin               double precision,
    records_at_stake     double precision,
    money_at_stake       bigint,
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
);

-- One row per dimension of a customer's segment, in the definition's order: to read by payer with an index.
-- Runs share segments. The whole population, which has no dimensions, is one row without one.
-- The key of a value is there because a value may be longer than an index entry; it is null where the value is.
create table ${prefix}segment (
    customer_key    varchar(64)  not null,
    segment_key     varchar(64)  not null,
    position        integer      not null,
    dimension       varchar(100),
    dimension_value text,
    value_key       varchar(64),
    constraint ${prefix}segment_pk primary key (customer_key, segment_key, position)
);

create index ${prefix}segment_value_idx on ${prefix}segment (customer_key, dimension, value_key);

-- One row per watch: what a definition over a source remembers of a customer's changes, as it was after its newest look.
-- The version counts the looks and the times that it was begun anew; whoever looked from another version looks again.
-- What is found on days up to historic_before was told already, when the watch was begun anew for the last time.
create table ${prefix}watch (
    watch_key       varchar(64)  not null,
    customer_key    varchar(64)  not null,
    customer        text         not null,
    definition_id   varchar(100) not null,
    source_id       varchar(100) not null,
    generation      integer      not null,
    watch_version   bigint       not null,
    newest_as_of    date,
    historic_before date,
    constraint ${prefix}watch_pk primary key (watch_key),
    constraint ${prefix}watch_generation check (generation >= 1),
    constraint ${prefix}watch_version check (watch_version >= 0)
);

create index ${prefix}watch_customer_idx on ${prefix}watch (customer_key);

-- One row per episode: a change of a metric of a segment, which is told once.
-- First how it was found and when it began, then how large people were told that it is, and how it stands.
-- What is absent is null; a flag is 0 or 1.
create table ${prefix}episode (
    episode_id       varchar(64)      not null,
    watch_key        varchar(64)      not null,
    generation       integer          not null,
    customer_key     varchar(64)      not null,
    metric_id        varchar(100)     not null,
    metric_version   integer          not null,
    unit             text             not null,
    segment          text             not null,
    segment_key      varchar(64)      not null,
    opened_as_of     date             not null,
    view_name        varchar(100)     not null,
    opened_days      integer          not null,
    yearly_p         double precision not null,
    began            date             not null,
    began_earliest   date             not null,
    began_latest     date             not null,
    is_gradual       integer          not null,
    records_at_stake double precision,
    money_at_stake   bigint,
    told_with        varchar(64),
    episode_state    varchar(20)      not null,
    told_as_of       date             not null,
    told_before      double precision not null,
    told_now         double precision not null,
    told_low         double precision,
    told_high        double precision,
    told_horizon     integer,
    told_trend       varchar(10)      not null,
    is_measured      integer          not null,
    looked_as_of     date             not null,
    quiet_since      date,
    quiet_looks      integer          not null,
    ended_as_of      date,
    reopenings       integer          not null,
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
);

create index ${prefix}episode_watch_idx on ${prefix}episode (watch_key, generation);

-- One row per look at an episode that goes on, against the baseline that was frozen when it began.
-- Where nothing could be told, it has no values and a reason. It does not refer to its run, which may be deleted before it.
create table ${prefix}look (
    episode_id        varchar(64) not null,
    as_of             date        not null,
    run_id            varchar(64) not null,
    episode_state     varchar(20) not null,
    baseline_value    double precision,
    current_value     double precision,
    interval_low      double precision,
    interval_high     double precision,
    log_p_value       double precision,
    undecided_because text,
    constraint ${prefix}look_pk primary key (episode_id, as_of),
    constraint ${prefix}look_episode_fk foreign key (episode_id) references ${prefix}episode (episode_id),
    constraint ${prefix}look_state check (episode_state in ('OPEN', 'RECOVERING', 'RESOLVED', 'SETTLED', 'SUPERSEDED')),
    constraint ${prefix}look_values check ((baseline_value is null) = (current_value is null)),
    constraint ${prefix}look_interval check (interval_low <= interval_high and (interval_low is null) = (interval_high is null)),
    constraint ${prefix}look_log_p_value check (log_p_value <= 0)
);

-- One row per notice: what is told of episodes, once. The number is given under the customer's lock, without gaps.
-- The ids of its episodes have commas between them; a flag is 0 or 1.
create table ${prefix}notice (
    customer_key      varchar(64) not null,
    notice_number     bigint      not null,
    notice_id         varchar(64) not null,
    watch_key         varchar(64) not null,
    kind              varchar(20) not null,
    as_of             date        not null,
    is_degrading      integer     not null,
    is_historic       integer     not null,
    is_told_elsewhere integer     not null,
    episode_ids       text        not null,
    notice_text       text        not null,
    created_at_micros bigint      not null,
    constraint ${prefix}notice_pk primary key (customer_key, notice_number),
    constraint ${prefix}notice_once unique (notice_id),
    constraint ${prefix}notice_number check (notice_number >= 1),
    constraint ${prefix}notice_kind check (kind in ('OPENED', 'MANY_OPENED', 'WORSE', 'TURNED', 'RESOLVED', 'REOPENED', 'SETTLED', 'SUPERSEDED')),
    constraint ${prefix}notice_is_degrading check (is_degrading in (0, 1)),
    constraint ${prefix}notice_is_historic check (is_historic in (0, 1)),
    constraint ${prefix}notice_is_told_elsewhere check (is_told_elsewhere in (0, 1))
);

-- One row per consumer and customer: the number of the last notice that it has dealt with.
create table ${prefix}notice_cursor (
    consumer      varchar(100) not null,
    customer_key  varchar(64)  not null,
    notice_number bigint       not null,
    constraint ${prefix}notice_cursor_pk primary key (consumer, customer_key),
    constraint ${prefix}notice_cursor_number check (notice_number >= 0)
);

-- One row for each time that somebody said something of an episode, in that order.
-- It refers to no row, so that nobody who says something waits for a run.
create table ${prefix}judgement (
    episode_id       varchar(64)   not null,
    judgement_number integer       not null,
    opinion          varchar(20)   not null,
    said_by          varchar(100)  not null,
    note             varchar(1000) not null,
    recording_id     varchar(36)   not null,
    said_at_micros   bigint        not null,
    constraint ${prefix}judgement_pk primary key (episode_id, judgement_number),
    constraint ${prefix}judgement_number check (judgement_number >= 1),
    constraint ${prefix}judgement_opinion check (opinion in ('REAL', 'NOISE', 'EXPECTED', 'NEW_NORMAL'))
);

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
       to_timestamp(e.created_at_micros / 1000000.0) as created_at
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

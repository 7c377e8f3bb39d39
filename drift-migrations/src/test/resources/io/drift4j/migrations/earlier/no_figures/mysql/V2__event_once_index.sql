-- An event is stored once: the index that refuses a second one. InnoDB builds it while the service reads and writes.
-- MySQL has no "if not exists" for an index: the catalogue is asked, so that an interrupted script may be run again.
set @drift_event_once = if(
    exists (select * from information_schema.statistics
            where table_schema = database() and table_name = '${prefix}event' and index_name = '${prefix}event_once'),
    'do 0',
    'create unique index ${prefix}event_once on ${prefix}event (run_id, metric_id, segment_key)');

prepare drift_event_once from @drift_event_once;

execute drift_event_once;

deallocate prepare drift_event_once;

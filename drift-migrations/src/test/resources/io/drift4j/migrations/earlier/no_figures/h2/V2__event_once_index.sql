-- An event is stored once: the index that refuses a second one.
create unique index if not exists ${prefix}event_once
    on ${prefix}event (run_id, metric_id, segment_key);

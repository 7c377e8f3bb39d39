-- Makes the index of V2 a constraint, which catalogues show. H2 takes the index that fits, without building another.
alter table ${prefix}event add constraint if not exists ${prefix}event_once
    unique (run_id, metric_id, segment_key);

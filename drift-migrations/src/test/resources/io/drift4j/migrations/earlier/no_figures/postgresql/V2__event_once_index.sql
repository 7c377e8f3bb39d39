-- An event is stored once: the index that refuses a second one, built while the service reads and writes.
-- The script heals what an interrupted run of it left, so it may be run any number of times.

-- An interrupted build leaves an index that costs every insert and promises nothing.
do $$
begin
    if exists (select from pg_index i
               join pg_class c on c.oid = i.indexrelid
               join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = current_schema() and c.relname = '${prefix}event_once' and not i.indisvalid) then
        -- Everybody queues behind whoever waits here. Local to this block: a pooled session keeps its own.
        perform set_config('lock_timeout', '${lock_timeout}', true);
        execute format('drop index %I.%I', current_schema(), '${prefix}event_once');
    end if;
end
$$;

-- Which of two rows is right is not for a script to decide: say which they are, and stop.
do $$
declare
    found integer;
    named text;
begin
    if exists (select from pg_class c
               join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = current_schema() and c.relname = '${prefix}event_once') then
        return;
    end if;
    select count(*),
           string_agg(format('%s/%s/%s (%s%s)', run_id, metric_id, segment_key,
                             array_to_string(ids[1:5], ', '), case when ids[6] is null then '' else ', …' end),
                      ', ' order by position) filter (where position <= 10)
    into found, named
    from (select duplicate.*,
                 case when position <= 10 then
                     (select array_agg(e.event_id order by e.event_id)
                      from ${prefix}event e
                      where e.run_id = duplicate.run_id and e.metric_id = duplicate.metric_id
                        and e.segment_key = duplicate.segment_key)
                 end as ids
          from (select run_id, metric_id, segment_key,
                       row_number() over (order by run_id, metric_id, segment_key) as position
                from ${prefix}event
                group by run_id, metric_id, segment_key
                having count(*) > 1) duplicate) numbered;
    if found > 0 then
        raise unique_violation using message = format(
            'DRIFT-MIG-002 events stored more than once: %1$s, by run_id/metric_id/segment_key: %2$s%3$s; '
            'the tables are as V1 left them, runs may go on; see all: select run_id, metric_id, segment_key, count(*), '
            'min(event_id), max(event_id) from %4$I.${prefix}event group by run_id, metric_id, segment_key having '
            'count(*) > 1; keep the smallest id of each: delete from %4$I.${prefix}event where event_id not in '
            '(select kept from (select min(event_id) as kept from %4$I.${prefix}event group by run_id, metric_id, '
            'segment_key) k); then call migrate() again',
            found, named, case when found > 10 then ', …' else '' end, current_schema());
    end if;
end
$$;

create unique index concurrently if not exists ${prefix}event_once
    on ${prefix}event (run_id, metric_id, segment_key);

-- "If not exists" goes by the name alone.
do $$
begin
    if not exists (select from pg_index i
                   join pg_class c on c.oid = i.indexrelid
                   where i.indrelid = '${prefix}event'::regclass
                     and c.relname = '${prefix}event_once'
                     and i.indisvalid and i.indisunique and i.indpred is null
                     and (select array_agg(a.attname::text order by k.position)
                          from unnest(i.indkey::smallint[]) with ordinality as k (attnum, position)
                          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum)
                         = array['run_id', 'metric_id', 'segment_key']) then
        raise exception 'DRIFT-MIG-003 index ${prefix}event_once is not a valid unique index on '
            '${prefix}event (run_id, metric_id, segment_key); drop it and call migrate() again';
    end if;
end
$$;

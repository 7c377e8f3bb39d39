-- Makes the index of V2 a constraint, which catalogues show and "on conflict on constraint" can name.
-- Waiting here makes every reader and writer queue behind: better to give up soon, and be called again.
set local lock_timeout = '${lock_timeout}';

alter table ${prefix}event add constraint ${prefix}event_once unique using index ${prefix}event_once;

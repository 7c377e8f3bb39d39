create table if not exists "${prefix}schema_history" (
    "installed_rank" integer       not null,
    "version"        varchar(50),
    "description"    varchar(200)  not null,
    "type"           varchar(20)   not null,
    "script"         varchar(1000) not null,
    "checksum"       integer,
    "installed_by"   varchar(100)  not null,
    "installed_on"   timestamp     not null default now(),
    "execution_time" integer       not null,
    "success"        boolean       not null,
    constraint "${prefix}schema_history_pk" primary key ("installed_rank")
);

create index if not exists "${prefix}schema_history_s_idx" on "${prefix}schema_history" ("success");

create table if not exists ${prefix}schema_history (
    installed_rank int           not null,
    version        varchar(50),
    description    varchar(200)  not null,
    type           varchar(20)   not null,
    script         varchar(1000) not null,
    checksum       int,
    installed_by   varchar(100)  not null,
    installed_on   timestamp     not null default current_timestamp,
    execution_time int           not null,
    success        bool          not null,
    constraint ${prefix}schema_history_pk primary key (installed_rank),
    index ${prefix}schema_history_s_idx (success)
);

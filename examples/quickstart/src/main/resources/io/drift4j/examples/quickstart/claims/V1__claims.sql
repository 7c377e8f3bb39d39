create table claim (
    customer               varchar(255)   not null,
    claim_key              varchar(300)   not null,
    payer                  varchar(10000) not null,
    cpt_group              varchar(10000) not null,
    submitted_date         date           not null,
    decided_date           date,
    outcome                varchar(10),
    allowed_amount         numeric(12, 2),
    paid_amount            numeric(12, 2),
    payment_date           date,
    authorization_required boolean,
    denial_reason_code     varchar(10000),
    denial_reason_text     varchar(10000),
    constraint claim_pk primary key (customer, claim_key)
);

create index claim_customer_submitted_idx on claim (customer, submitted_date);

create table claim_load (
    load_id                varchar(36)    not null,
    line_number            bigint         not null,
    customer               varchar(255)   not null,
    claim_key              varchar(300)   not null,
    payer                  varchar(10000) not null,
    cpt_group              varchar(10000) not null,
    submitted_date         date           not null,
    decided_date           date,
    outcome                varchar(10),
    allowed_amount         numeric(12, 2),
    paid_amount            numeric(12, 2),
    payment_date           date,
    authorization_required boolean,
    denial_reason_code     varchar(10000),
    denial_reason_text     varchar(10000)
);

create table claim (
    customer               varchar(255)   not null,
    claim_key              varchar(300)   not null,
    payer                  ${text}        not null,
    cpt_group              ${text}        not null,
    submitted_date         date           not null,
    decided_date           date,
    outcome                varchar(10),
    allowed_amount         numeric(12, 2),
    paid_amount            numeric(12, 2),
    payment_date           date,
    authorization_required boolean,
    denial_reason_code     ${text},
    denial_reason_text     ${text},
    primary key (customer, claim_key)
) ${table_options};

create index claim_customer_submitted_idx on claim (customer, submitted_date);

create table claim_load (
    load_id                varchar(36)    not null,
    line_number            bigint         not null,
    customer               varchar(255)   not null,
    claim_key              varchar(300)   not null,
    payer                  ${text}        not null,
    cpt_group              ${text}        not null,
    submitted_date         date           not null,
    decided_date           date,
    outcome                varchar(10),
    allowed_amount         numeric(12, 2),
    paid_amount            numeric(12, 2),
    payment_date           date,
    authorization_required boolean,
    denial_reason_code     ${text},
    denial_reason_text     ${text}
) ${table_options};

-- Not unique: which lines are the same claim is for the load to say.
create index claim_load_claim_idx on claim_load (load_id, customer, claim_key);

-- The row that a load locks.
create table claim_turn (
    turn                   integer        not null,
    primary key (turn)
) ${table_options};

insert into claim_turn (turn) values (1);

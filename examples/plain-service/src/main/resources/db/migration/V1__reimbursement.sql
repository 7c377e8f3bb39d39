create table reimbursement (
  id bigint generated always as identity primary key,
  clinic varchar(100) not null,
  insurer varchar(100) not null,
  procedure_group varchar(20) not null,
  filed_on date not null,
  answered_on date,
  state varchar(20) not null check (state in ('APPROVED', 'REJECTED', 'PENDING'))
);

create index reimbursement_clinic_filed on reimbursement (clinic, filed_on);

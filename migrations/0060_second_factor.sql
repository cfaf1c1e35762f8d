-- A second factor of an account by time-based codes, and companies that want one of everybody.

alter table account
  -- the secret of the codes, sealed under the install's key; null: no second factor
  add column second_factor_secret text,
  add column second_factor_since timestamptz,
  -- the last 30-second step whose code was taken: no code is good twice
  add column second_factor_step int,
  -- SHA-256 of the recovery codes that are left
  add column recovery_codes text[] not null default '{}';

alter table tenant add column second_factor_required boolean not null default false;

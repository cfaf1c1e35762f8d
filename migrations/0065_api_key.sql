-- Keys for programs. A key is no person, but owns records, stands in histories and has a role: each has a user of its own
-- that nobody can log in as, and that no list of people shows.
alter table app_user add column service boolean not null default false;

create table api_key (
  tenant_id uuid not null,
  id uuid not null,
  -- SHA-256 of what was shown once.
  token_hash bytea not null,
  user_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  -- Null: never.
  expires_at timestamptz,
  -- Written at most once a minute.
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint api_key_token_key unique (tenant_id, token_hash),
  constraint api_key_user_fk foreign key (tenant_id, user_id) references app_user (tenant_id, id),
  constraint api_key_created_by_fk foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);

alter table api_key enable row level security;
alter table api_key force row level security;
create policy tenant_isolation on api_key using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on api_key to ruyi_app;

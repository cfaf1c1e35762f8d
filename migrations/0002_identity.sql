-- Accounts, tenants, people, roles, sessions, invitations, audit and stored answers of repeated requests.

-- Without a tenant: whoever logs in is looked up before a tenant is known.

create table account (
  id uuid primary key,
  email text constraint account_email_key unique,
  mobile text constraint account_mobile_key unique,
  -- name@company code, for staff with neither e-mail nor mobile
  handle text constraint account_handle_key unique,
  -- PHC string; null until the first password is chosen
  password_hash text,
  -- sessions begun before this instant are over
  sessions_since timestamptz not null default now(),
  created_at timestamptz not null default now(),
  check (coalesce(email, mobile, handle) is not null)
);

create table tenant (
  id uuid primary key,
  code text not null constraint tenant_code_key unique,
  name text not null,
  locale text not null,
  time_zone text not null,
  base_currency char(3) not null,
  model_version int not null default 1,
  access_version int not null default 1,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table account_tenant (
  account_id uuid not null references account (id),
  tenant_id uuid not null references tenant (id),
  user_id uuid not null,
  -- a copy of the user's state, so that a log-in need not open every tenant
  state text not null check (state in ('active', 'invited', 'disabled')),
  primary key (tenant_id, account_id)
);
create index account_tenant_by_account on account_tenant (account_id);

create table login_throttle (
  key text primary key,
  failures int not null,
  window_ends timestamptz not null
);
create index login_throttle_ends on login_throttle (window_ends);

grant select, insert, update, delete on account, tenant, account_tenant, login_throttle to ruyi_app;

-- Owned by a tenant

create table department (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  parent_id uuid,
  leader_id uuid,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint department_parent_fk foreign key (tenant_id, parent_id) references department (tenant_id, id)
);
create index department_parent on department (tenant_id, parent_id);

create table app_user (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid,
  name text not null,
  email text,
  mobile text,
  handle text,
  department_id uuid,
  superior_id uuid,
  state text not null check (state in ('active', 'invited', 'disabled')),
  -- null: the tenant's
  locale text,
  notify jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint app_user_account_fk foreign key (tenant_id, account_id) references account_tenant (tenant_id, account_id),
  constraint app_user_department_fk foreign key (tenant_id, department_id) references department (tenant_id, id),
  constraint app_user_superior_fk foreign key (tenant_id, superior_id) references app_user (tenant_id, id)
);
create unique index app_user_account_key on app_user (tenant_id, account_id) where account_id is not null;
create unique index app_user_email_key on app_user (tenant_id, email) where email is not null;
create unique index app_user_mobile_key on app_user (tenant_id, mobile) where mobile is not null;
create unique index app_user_handle_key on app_user (tenant_id, handle) where handle is not null;
create index app_user_department on app_user (tenant_id, department_id);
create index app_user_superior on app_user (tenant_id, superior_id);

alter table department add constraint department_leader_fk
  foreign key (tenant_id, leader_id) references app_user (tenant_id, id);

create table role (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  key text,
  -- null: the shipped name in the reader's language
  name text,
  -- null: as shipped
  permissions jsonb,
  fields jsonb not null default '[]',
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index role_key_key on role (tenant_id, key) where key is not null;

create table user_role (
  tenant_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  primary key (tenant_id, user_id, role_id),
  constraint user_role_user_fk foreign key (tenant_id, user_id) references app_user (tenant_id, id),
  constraint user_role_role_fk foreign key (tenant_id, role_id) references role (tenant_id, id)
);
create index user_role_by_role on user_role (tenant_id, role_id);

create table session (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ip text,
  user_agent text,
  primary key (tenant_id, id),
  constraint session_token_key unique (tenant_id, token_hash),
  constraint session_user_fk foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index session_by_user on session (tenant_id, user_id);

create table invitation (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  inviter_id uuid not null,
  -- set when it completes one user who exists already
  user_id uuid,
  email text,
  role_ids uuid[] not null,
  department_id uuid,
  superior_id uuid,
  max_uses int not null,
  uses int not null default 0,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint invitation_token_key unique (tenant_id, token_hash),
  constraint invitation_inviter_fk foreign key (tenant_id, inviter_id) references app_user (tenant_id, id),
  constraint invitation_user_fk foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index invitation_by_user on invitation (tenant_id, user_id) where user_id is not null;

create table password_reset (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint password_reset_token_key unique (tenant_id, token_hash),
  constraint password_reset_account_fk foreign key (tenant_id, account_id) references account_tenant (tenant_id, account_id)
);

create table audit_log (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null default now(),
  user_id uuid,
  action text not null,
  subject_id uuid,
  detail jsonb not null default '{}',
  ip text,
  primary key (tenant_id, id)
);

create table idempotency_key (
  tenant_id uuid not null,
  user_id uuid not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  started_at timestamptz not null default now(),
  -- null while the first request is still running
  status int,
  headers jsonb,
  answer text,
  primary key (tenant_id, user_id, route, key)
);
create index idempotency_key_started on idempotency_key (tenant_id, started_at);

alter table department enable row level security;
alter table department force row level security;
create policy tenant_isolation on department using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on department to ruyi_app;

alter table app_user enable row level security;
alter table app_user force row level security;
create policy tenant_isolation on app_user using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on app_user to ruyi_app;

alter table role enable row level security;
alter table role force row level security;
create policy tenant_isolation on role using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on role to ruyi_app;

alter table user_role enable row level security;
alter table user_role force row level security;
create policy tenant_isolation on user_role using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on user_role to ruyi_app;

alter table session enable row level security;
alter table session force row level security;
create policy tenant_isolation on session using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on session to ruyi_app;

alter table invitation enable row level security;
alter table invitation force row level security;
create policy tenant_isolation on invitation using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on invitation to ruyi_app;

alter table password_reset enable row level security;
alter table password_reset force row level security;
create policy tenant_isolation on password_reset using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on password_reset to ruyi_app;

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy tenant_isolation on audit_log using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert on audit_log to ruyi_app;

alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy tenant_isolation on idempotency_key using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on idempotency_key to ruyi_app;

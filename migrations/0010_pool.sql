-- Pools (公海): ownerless records that members may claim, and the rules that put them there.

create table pool (
  tenant_id uuid not null,
  id uuid not null,
  module_key text not null,
  name text not null,
  position int not null default 0,
  enabled boolean not null default true,
  -- {"everybody": true} or {"users": [...], "departments": [...]}; departments include those below.
  members jsonb not null default '{"everybody":true,"users":[],"departments":[]}',
  admins jsonb not null default '{"users":[],"departments":[]}',
  -- Field keys that members see before claiming; null: every field they may read anyway.
  visible_fields text[],
  limits jsonb not null default '{}',
  remind_days int not null default 3,
  grace_days int not null default 7,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index pool_name_key on pool (tenant_id, module_key, lower(name)) where deleted_at is null;

create table pool_rule (
  tenant_id uuid not null,
  id uuid not null,
  pool_id uuid not null,
  kind text not null check (kind in ('noFollowUp', 'noOpportunity', 'noDeal')),
  enabled boolean not null default false,
  -- {"default": 30 | null, "byLevel": {"A": 60, "D": null}}; null: never.
  days jsonb not null,
  day_kind text not null default 'natural' check (day_kind in ('natural', 'working')),
  spare_deals boolean not null default true,
  spare_open_opportunities boolean not null default true,
  -- When it was switched on; what was overdue then is left alone until grace_until.
  enabled_at timestamptz,
  grace_until timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, pool_id, kind),
  foreign key (tenant_id, pool_id) references pool (tenant_id, id)
);

-- Nights on which the tenant reclaims nothing, beside the statutory holidays; they hold for all pools.
create table pool_pause (
  tenant_id uuid not null,
  day date not null,
  primary key (tenant_id, day)
);

-- Every claim, allocation, put-in, reclaim and undo. Limits are counted here, the timeline is read from here.
create table pool_move (
  tenant_id uuid not null,
  id uuid not null,
  change_set uuid not null,
  module_key text not null,
  record_id uuid not null,
  kind text not null check (kind in ('claim', 'allocate', 'putInPool', 'reclaim', 'undo')),
  pool_id uuid not null,
  from_owner uuid,
  to_owner uuid,
  rule_id uuid,
  -- The rule as it was: {"kind": "noFollowUp", "days": 30}.
  rule jsonb,
  reason text,
  at timestamptz not null default now(),
  by_user uuid,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, pool_id) references pool (tenant_id, id)
);
create index pool_move_record on pool_move (tenant_id, record_id, at);
create index pool_move_claims on pool_move (tenant_id, to_owner, at) where kind = 'claim';
create index pool_move_change_set on pool_move (tenant_id, change_set);

-- Who was told that which record will be reclaimed when: one notice per record and date.
create table pool_reminder (
  tenant_id uuid not null,
  record_id uuid not null,
  reclaim_at timestamptz not null,
  primary key (tenant_id, record_id, reclaim_at)
);

-- One row per tenant and night: a sweep that ran is not run again, one that died is taken up again.
create table pool_sweep (
  tenant_id uuid not null,
  night timestamptz not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  reclaimed int not null default 0,
  reminded int not null default 0,
  primary key (tenant_id, night)
);

do $$
declare name text;
begin
  foreach name in array array['pool', 'pool_rule', 'pool_pause', 'pool_move', 'pool_reminder', 'pool_sweep'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
      || 'with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to ruyi_app', name);
  end loop;
end $$;

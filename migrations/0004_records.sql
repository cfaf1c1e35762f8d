-- What every record has, whichever module it belongs to: its registry row, unique values, history, team, watchers, links.

-- The registry: references that cannot name one table have their foreign key here.
create table record (
  tenant_id uuid not null,
  id uuid not null,
  module_key text collate "C" not null,
  owner_id uuid,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);

-- Uniqueness that a tenant may switch on and off. A record in the recycle bin has no rows here.
create table unique_value (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  field_key text collate "C" not null,
  value_norm text collate "C" not null,
  record_id uuid not null,
  primary key (tenant_id, module_key, field_key, value_norm),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index unique_value_record on unique_value (tenant_id, record_id);

-- One row per record and command. `before` and `after` hold the changed fields in the API's value shapes;
-- `change_set` joins what one command did, so that it can be undone; `version` is the record's version that it left.
create table history (
  tenant_id uuid not null,
  record_id uuid not null,
  id uuid not null,
  module_key text collate "C" not null,
  change_set uuid not null,
  action text not null,
  actor_id uuid,
  at timestamptz(3) not null default now(),
  version int not null,
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  note jsonb,
  primary key (tenant_id, record_id, id),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index history_change_set on history (tenant_id, change_set, record_id);

-- Many-to-many references.
create table record_link (
  tenant_id uuid not null,
  from_id uuid not null,
  field_key text collate "C" not null,
  to_id uuid not null,
  position int not null default 0,
  primary key (tenant_id, from_id, field_key, to_id),
  foreign key (tenant_id, from_id) references record (tenant_id, id),
  foreign key (tenant_id, to_id) references record (tenant_id, id)
);
create index record_link_to on record_link (tenant_id, to_id, field_key);

-- Extra users of one record. A row whose `expires_at` has passed counts as absent everywhere.
create table team_member (
  tenant_id uuid not null,
  record_id uuid not null,
  user_id uuid not null,
  access text not null check (access in ('read', 'write')),
  expires_at timestamptz,
  added_by uuid,
  added_at timestamptz not null default now(),
  primary key (tenant_id, record_id, user_id),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index team_member_user on team_member (tenant_id, user_id, record_id);

-- 关注
create table record_watch (
  tenant_id uuid not null,
  user_id uuid not null,
  record_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, record_id),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index record_watch_record on record_watch (tenant_id, record_id);

-- Counters of serial numbers, one per period; a number is taken by an update, so two records never get the same one.
create table serial_counter (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  field_key text collate "C" not null,
  period text collate "C" not null,
  value int8 not null,
  primary key (tenant_id, module_key, field_key, period)
);

do $$
declare
  t text;
begin
  foreach t in array array['record', 'unique_value', 'history', 'record_link', 'team_member', 'record_watch', 'serial_counter'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant_isolation on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
      t
    );
    execute format('grant select, insert, update, delete on %I to ruyi_app', t);
  end loop;
end
$$;
-- History is only ever added to.
revoke update, delete on history from ruyi_app;

-- What a tenant changed of the shipped modules: fields, options, layouts, views. A tenant that changed nothing has no rows.

create table module_overlay (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  label jsonb,
  enabled boolean,
  -- Keys of fields in the admin's order; fields that are not named follow in shipped order.
  field_order text[],
  primary key (tenant_id, module_key)
);

-- A custom field (with its type), or the changes of a shipped one (without). A row is never deleted, so that a key is
-- never used again. `slot` is the typed column that copies the value for the index; `index_state` says whether every
-- record's copy is there: `clearing` means that the field gave the slot up and copies are still being taken away.
create table field_def (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  field_key text collate "C" not null,
  type text,
  settings jsonb not null default '{}',
  slot text,
  index_state text check (index_state in ('filling', 'ready', 'clearing')),
  retired_at timestamptz,
  purged_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, module_key, field_key)
);
-- Two fields never share a slot, whoever marks them at the same moment.
create unique index field_def_slot on field_def (tenant_id, module_key, slot) where slot is not null;

create table layout (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  kind text not null check (kind in ('form', 'detail')),
  sections jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, module_key, kind)
);

-- A view of the tenant's (private when it has an owner), or the changes of a shipped one.
create table saved_view (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  view_key text collate "C" not null,
  origin text not null check (origin in ('shipped', 'custom')),
  owner_id uuid,
  settings jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, module_key, view_key)
);

-- The columns that one user chose for a view.
create table view_columns (
  tenant_id uuid not null,
  user_id uuid not null,
  module_key text collate "C" not null,
  view_key text collate "C" not null,
  columns jsonb not null,
  primary key (tenant_id, user_id, module_key, view_key)
);

do $$
declare
  t text;
begin
  foreach t in array array['module_overlay', 'field_def', 'layout', 'saved_view', 'view_columns'] loop
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
-- Keys are never used again.
revoke delete on field_def from ruyi_app;

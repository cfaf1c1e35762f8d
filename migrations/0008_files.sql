-- Uploaded and exported files: what is known of them; the bytes are in the file store under the same id.
create table file (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  size int8 not null,
  type text not null,
  uploaded_by uuid,
  created_at timestamptz(3) not null default now(),
  -- The record that shows it: whoever may read that may read the file. Null: only who uploaded it.
  module_key text collate "C",
  record_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index file_record on file (tenant_id, record_id) where record_id is not null;

alter table file enable row level security;
alter table file force row level security;
create policy tenant_isolation on file
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on file to ruyi_app;

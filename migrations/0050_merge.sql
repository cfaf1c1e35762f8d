-- What a merge did beside the records' own histories, so that it can be taken back; and which records live on in another.

create table record_merge (
  tenant_id uuid not null,
  -- The change set of the merge.
  id uuid not null,
  module_key text collate "C" not null,
  into_id uuid not null,
  by_user uuid,
  at timestamptz(3) not null default now(),
  -- How many records were merged, the surviving one included: where one was purged since, there is no way back.
  records int not null,
  -- {"team": […], "watchers": […], "files": […]}: what the surviving record was given of these.
  sides jsonb not null,
  -- {"field": {"before", "after"}} of the surviving record's fields that no history is kept of.
  unaudited jsonb not null default '{}',
  undone_at timestamptz(3),
  -- The change set of the undo, which cannot be undone.
  undo_set uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, into_id) references record (tenant_id, id)
);
create index record_merge_undo on record_merge (tenant_id, undo_set) where undo_set is not null;
create index record_merge_into on record_merge (tenant_id, into_id);

-- One row for each record that lives on in another, by whichever chain of merges: messages that it got are on the timeline
-- of `into_id`, and stay its own, since receipts and unsubscribing find them by it.
create table merged_record (
  tenant_id uuid not null,
  into_id uuid not null,
  record_id uuid not null,
  merge_id uuid not null,
  primary key (tenant_id, into_id, record_id),
  foreign key (tenant_id, into_id) references record (tenant_id, id),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index merged_record_merge on merged_record (tenant_id, merge_id);
create index merged_record_record on merged_record (tenant_id, record_id);

do $$
declare
  t text;
begin
  foreach t in array array['record_merge', 'merged_record'] loop
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

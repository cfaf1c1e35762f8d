-- What must happen after a commit, the jobs that do it, and what users are told.

-- A job that was promised by a transaction. The handler's own transaction deletes the row.
create table outbox (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  payload jsonb not null,
  context jsonb not null,
  run_at timestamptz not null default now(),
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index outbox_due on outbox (tenant_id, run_at);

-- Tells the relay which tenant's outbox has something due at `at`. Without a tenant by design; always inserted, never upserted.
create table outbox_wakeup (
  id uuid primary key,
  tenant_id uuid not null,
  at timestamptz not null
);
create index outbox_wakeup_at on outbox_wakeup (at);
grant select, insert, update, delete on outbox_wakeup to ruyi_app;

-- A job that somebody watches: progress, result, cancel, undo. Its id is the API's job id.
create table job_run (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  label jsonb not null,
  module_key text collate "C",
  user_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'active', 'completed', 'failed', 'cancelled')),
  done int not null default 0,
  total int not null default 0,
  failed int not null default 0,
  payload jsonb not null default '{}',
  -- Where a run that was interrupted goes on.
  position jsonb,
  result jsonb,
  cancel_requested boolean not null default false,
  undoable boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index job_run_user on job_run (tenant_id, user_id, id desc);
create index job_run_active on job_run (tenant_id, user_id, id desc) where state in ('waiting', 'active');

-- The ids that a job works on, and the rows that it could not do.
create table job_row (
  tenant_id uuid not null,
  job_id uuid not null,
  record_id uuid not null,
  error jsonb,
  primary key (tenant_id, job_id, record_id),
  foreign key (tenant_id, job_id) references job_run (tenant_id, id)
);
create index job_row_failed on job_row (tenant_id, job_id, record_id) where error is not null;

-- The bell. The text is made when it is read, in the reader's language, from kind and params.
create table notification (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  kind text not null,
  params jsonb not null default '{}',
  module_key text collate "C",
  record_id uuid,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, id)
);
create index notification_unread on notification (tenant_id, user_id, id) where read_at is null;

-- What open browsers are told; kept for an hour, so that a client can resume.
create table feed_event (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('job', 'notification', 'record')),
  users uuid[] not null,
  data jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);

do $$
declare
  t text;
begin
  foreach t in array array['outbox', 'job_run', 'job_row', 'notification', 'feed_event'] loop
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

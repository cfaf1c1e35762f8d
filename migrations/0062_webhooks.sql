-- Signed webhooks: where a company wants to hear of its records, and what became of each message.

create table webhook (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  url text not null,
  -- `customers.created`, `customers.claimed`, …
  events text[] not null,
  -- As whom it hears: what this role may see of a record is what is sent.
  role_id uuid not null,
  enabled boolean not null default true,
  -- Sealed with the install's secret; the former one signs beside it until it is out.
  secret text,
  former_secret text,
  former_until timestamptz,
  -- Since when nothing has arrived; until when nothing is tried.
  failing_since timestamptz,
  paused_until timestamptz,
  -- Why it was switched off when nobody did it: `failing`, `gone`.
  off_reason text check (off_reason in ('failing', 'gone')),
  -- The job that hands its messages over: one at a time.
  job_id uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, role_id) references role (tenant_id, id)
);
create unique index webhook_name on webhook (tenant_id, lower(name));

-- One message on its way to one webhook, and how that went. Nothing of the record is kept but which one it was.
create table webhook_delivery (
  tenant_id uuid not null,
  webhook_id uuid not null,
  -- The message's: the same for every webhook that hears of the event, and for every attempt.
  id uuid not null,
  event text not null,
  module_key text collate "C",
  -- Not `record_id`: that something was deleted is still told when it is purged.
  subject_id uuid,
  fields text[] not null default '{}',
  at timestamptz(3) not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed')),
  -- Of this round: sending it again by hand begins another.
  tries int not null default 0,
  -- When it is tried next; of one that is being sent, until when its worker is taken to be alive. Null: it is over.
  next_at timestamptz default now(),
  -- `[{at, status, durationMs, error, response}]`, the latest ones.
  attempts jsonb not null default '[]',
  finished_at timestamptz,
  primary key (tenant_id, webhook_id, id),
  foreign key (tenant_id, webhook_id) references webhook (tenant_id, id)
);
create index webhook_delivery_due on webhook_delivery (tenant_id, webhook_id, next_at, id) where next_at is not null;

do $$
declare
  t text;
begin
  foreach t in array array['webhook', 'webhook_delivery'] loop
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

-- Mail and SMS to the people in the records: templates, senders, sends, and what became of each recipient.

create table message_template (
  tenant_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  module_key text collate "C" not null,
  name text not null,
  subject text,
  body text not null,
  -- SMS: the template's code at the provider, and which kind it was approved for.
  provider_code text,
  sms_kind text check (sms_kind in ('verification', 'notice', 'marketing')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index message_template_name on message_template (tenant_id, channel, module_key, lower(name)) where deleted_at is null;

-- One per tenant and channel. `settings` holds what may be shown, `secret` the rest, encrypted.
create table message_sender (
  tenant_id uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  provider text not null,
  settings jsonb not null,
  secret text,
  rate_per_minute int not null default 60,
  -- The instant from which the next message may go out: senders of one tenant take turns here.
  next_slot timestamptz not null default now(),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, channel)
);

-- One send: its id is the job's. Template and sender are copied, so that a later edit changes nothing.
create table message_send (
  tenant_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  module_key text collate "C" not null,
  template_id uuid not null,
  template jsonb not null,
  target jsonb not null,
  scheduled_at timestamptz,
  state text not null default 'scheduled' check (state in ('scheduled', 'preparing', 'sending', 'completed', 'cancelled', 'failed')),
  -- Where an interrupted preparation goes on.
  position jsonb,
  -- Held by the worker that delivers; what is `sending` when it has run out was interrupted.
  lease_id uuid,
  lease_until timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, template_id) references message_template (tenant_id, id)
);

-- `sending` is written before the provider is called: a worker that dies then leaves it so, and it is never sent again.
create table message_recipient (
  tenant_id uuid not null,
  send_id uuid not null,
  record_id uuid not null,
  -- Mail address or mobile, normalised; null when there was none.
  address text,
  name text not null,
  subject text,
  body text,
  -- SMS: merge values in the order of the template, for providers that fill their own template.
  params jsonb,
  state text not null check (state in ('queued', 'sending', 'sent', 'skipped', 'failed')),
  reason text,
  detail text,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  provider_id text,
  sent_at timestamptz,
  -- Development sinks took it: nobody received it.
  sink boolean not null default false,
  primary key (tenant_id, send_id, record_id),
  foreign key (tenant_id, send_id) references message_send (tenant_id, id),
  foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create unique index message_recipient_once on message_recipient (tenant_id, send_id, address) where state <> 'skipped';
create index message_recipient_open on message_recipient (tenant_id, send_id, record_id) where state in ('queued', 'sending');
create index message_recipient_record on message_recipient (tenant_id, record_id, sent_at);

do $$
declare
  t text;
begin
  foreach t in array array['message_template', 'message_sender', 'message_send', 'message_recipient'] loop
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

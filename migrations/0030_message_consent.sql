-- Consent to messages and its refusal, replies and delivery receipts, and what templates and people add to mails.

-- What an address (not a record) has consented to or refused, as it was recorded: never changed, the latest `at` counts.
-- It outlives the records that have the address, so that a merge or a new record changes nothing about it.
create table message_consent (
  tenant_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  address text collate "C" not null,
  -- `withdrawn`: no marketing any more; `refused`: the person said so themselves, nothing at all.
  state text not null check (state in ('given', 'withdrawn', 'refused')),
  source text not null,
  note text,
  at timestamptz not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  record_id uuid,
  primary key (tenant_id, id)
);
create index message_consent_address on message_consent (tenant_id, channel, address, at desc, id desc);
create index message_consent_record on message_consent (tenant_id, record_id) where record_id is not null;

-- What people answered. `once` is the provider's id of it, or what stands for one: callbacks are repeated.
create table message_reply (
  tenant_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('sms')),
  address text collate "C" not null,
  text text not null,
  opt_out boolean not null,
  received_at timestamptz not null,
  once text collate "C" not null,
  primary key (tenant_id, id),
  unique (tenant_id, once)
);

-- The records that had the number when the reply came.
create table message_reply_record (
  tenant_id uuid not null,
  record_id uuid not null,
  reply_id uuid not null,
  primary key (tenant_id, record_id, reply_id),
  foreign key (tenant_id, reply_id) references message_reply (tenant_id, id)
);

alter table message_recipient
  add column delivery text check (delivery in ('delivered', 'undelivered')),
  add column delivery_code text,
  add column delivery_at timestamptz;
create index message_recipient_provider on message_recipient (tenant_id, provider_id) where provider_id is not null;

-- Where links in its mails lead: the address that the sender's browser used.
alter table message_send add column origin text;

alter table message_template
  add column mail_kind text check (mail_kind in ('notice', 'marketing')),
  -- At the provider of SMS.
  add column audit_state text check (audit_state in ('notSubmitted', 'pending', 'approved', 'rejected'));

-- Raised to make the callback addresses that are out stop working.
alter table message_sender add column callback_rotation int not null default 0;

alter table app_user add column mail_signature text;

do $$
declare
  t text;
begin
  foreach t in array array['message_consent', 'message_reply', 'message_reply_record'] loop
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

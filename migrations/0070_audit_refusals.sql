-- migrate: each statement by itself
-- The audit log tells of refusals too. One entry counts what the same person was refused over and over within a minute: its
-- `occasion` names who, what and when; of an entry that is written once it is null. The application may raise the count of an
-- entry, and still change nothing else of it.
alter table audit_log add column if not exists times int not null default 1;
alter table audit_log add column if not exists occasion text;
grant update (times) on audit_log to ruyi_app;
drop index concurrently if exists audit_log_occasion;
create unique index concurrently audit_log_occasion on audit_log (tenant_id, occasion) where occasion is not null;
-- The filters of the log: by person, by action, by time; newest first by id.
drop index concurrently if exists audit_log_user;
create index concurrently audit_log_user on audit_log (tenant_id, user_id, id);
drop index concurrently if exists audit_log_action;
create index concurrently audit_log_action on audit_log (tenant_id, action, id);
drop index concurrently if exists audit_log_at;
create index concurrently audit_log_at on audit_log (tenant_id, at);

-- The schema's doors. Roles are of the cluster and are made by provisionRoles (libs/platform/database) before the first migration:
--   ruyi_owner   owns the schema and migrates; bound by row-level security like everybody (policies are forced)
--   ruyi_app     the application: owns nothing, no BYPASSRLS
--   ruyi_queue   the queue's backend: sees the schema bullmq only
--   ruyi_search  NOLOGIN: owns the search table and its one function, nothing else

revoke all on schema public from public;
grant usage on schema public to ruyi_app;
grant usage, create on schema public to ruyi_search;

-- Filled by the queue's own migrations, run by the owner.
create schema bullmq;
-- CREATE: BullMQ makes a sequence for each queue on its first job.
grant usage, create on schema bullmq to ruyi_queue;
alter default privileges in schema bullmq grant select, insert, update, delete on tables to ruyi_queue;
alter default privileges in schema bullmq grant usage, select on sequences to ruyi_queue;

-- Functions are executable by PUBLIC unless said otherwise; here each grant is written out.
alter default privileges revoke execute on functions from public;
alter default privileges in schema bullmq grant execute on functions to ruyi_queue;

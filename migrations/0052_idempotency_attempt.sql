-- Who runs a request with an Idempotency-Key now: its transactions commit only as long as the key is still theirs. Null: claimed
-- by the version before, which does not know of it.
alter table idempotency_key add column attempt uuid;
-- Something that the request wrote has been committed.
alter table idempotency_key add column committed boolean not null default false;

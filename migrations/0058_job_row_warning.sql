-- What a job has to tell of a row that it did all the same: records that an imported row looks like. Null: nothing.
alter table job_row add column warning jsonb;
create index job_row_warned on job_row (tenant_id, job_id, record_id) where warning is not null;

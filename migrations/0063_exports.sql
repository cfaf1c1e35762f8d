-- What has been exported, for the page that lists it.
create index job_run_exports on job_run (tenant_id, id desc) where kind in ('records.export', 'company.export', 'audit.export');

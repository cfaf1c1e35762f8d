-- Purge of a field that a company took out of use: its values go from the history too. The application cannot change
-- history; this function can take one key out of it, of a field of the tenant of app.tenant_id that is being purged, and
-- of nothing else. An edit of that field alone leaves no entry behind.
create function purge_field_history(ids uuid[], module text, field text) returns bigint
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  touched bigint;
begin
  if not exists (
    select from public.field_def f
    where f.tenant_id = tenant and f.module_key = module and f.field_key = field and f.purged_at is not null
  ) then
    return 0;
  end if;
  update public.history h set before = h.before - field, after = h.after - field
  where h.tenant_id = tenant and h.record_id = any(ids) and h.module_key = module
    and (h.before ? field or h.after ? field);
  get diagnostics touched = row_count;
  delete from public.history h
  where h.tenant_id = tenant and h.record_id = any(ids) and h.module_key = module
    and h.action = 'edit' and h.before = '{}' and h.after = '{}' and h.note is null;
  return touched;
end
$$;
revoke all on function purge_field_history(uuid[], text, text) from public;
grant execute on function purge_field_history(uuid[], text, text) to ruyi_app;

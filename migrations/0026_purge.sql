-- Purge: what is in the recycle bin goes for good, its history with it. The application cannot delete history; this
-- function can, of records of the tenant of app.tenant_id that are in the bin, and of nothing else. It belongs to the
-- schema's owner, who is bound by the policies like everybody.
create function purge_history(ids uuid[]) returns bigint
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  gone bigint;
begin
  delete from public.history h
  where h.tenant_id = tenant and h.record_id = any(ids)
    and exists (select from public.record r where r.tenant_id = tenant and r.id = h.record_id and r.deleted_at is not null);
  get diagnostics gone = row_count;
  return gone;
end
$$;
revoke all on function purge_history(uuid[]) from public;
grant execute on function purge_history(uuid[]) to ruyi_app;

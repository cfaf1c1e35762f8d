-- Duplicates ask for all values of a record, or of a whole batch of them, at once. search_records was asked once a value and looked at
-- the newest rows anew for each set of tokens to know which are common: most of what a claim cost. It stays for the version before.
set local role ruyi_search;

-- Records of everybody that have all tokens of one of a value's sets, the newest `most` of each set; `asked` is the value's place,
-- from 0. `queries`: [[[token, …], …], …], sets of tokens by value, at most eight of each.
-- A token in more than a twentieth of the newest rows never drives: a set of only such tokens is looked for among the newest rows.
create function search_alike(queries jsonb, module text, most int)
  returns table (asked int, record_id uuid)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, public, pg_temp
  -- Each way to ask has one good plan, and to find it for each set of tokens costs as much as the set.
  set plan_cache_mode = force_generic_plan
as $$
declare
  tenant constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  prefix constant text := right(replace(tenant::text, '-', ''), 8);
  value jsonb;
  place int;
  query jsonb;
  wanted text[];
  sampled int;
  common text[];
  scanned constant int := 20000;
begin
  if tenant is null then
    return;
  end if;

  with sample as materialized (
    select r.tokens from public.search_row r
    where r.tenant_id = tenant and r.module_key = module
    order by r.recency desc, r.record_id desc limit 200
  ), sought as materialized (
    select distinct prefix || w.token as token
    from jsonb_array_elements(queries) v, jsonb_array_elements(v.value) q, jsonb_array_elements_text(q.value) w (token)
  )
  select (select count(*) from sample), array(
    select t.token from (select unnest(s.tokens) as token from sample s) t where t.token in (select k.token from sought k)
    group by t.token having count(*) * 20 > 200
  ) into sampled, common;

  for value, place in select v.value, v.place - 1 from jsonb_array_elements(queries) with ordinality v (value, place) loop
    for query in select q.value from jsonb_array_elements(value) q limit 8 loop
      select array_agg(prefix || w.token) into wanted from jsonb_array_elements_text(query) w (token);
      continue when wanted is null;

      if sampled < 200 or not wanted <@ common then
        return query
          -- Tokens alone drive, which name the tenant: for whichever tenant, its own index seems the shorter way.
          select place, h.record_id from (
            select r.tenant_id, r.module_key, r.record_id, r.recency from public.search_row r where r.tokens @> wanted offset 0
          ) h
          where h.tenant_id = tenant and h.module_key = module order by h.recency desc, h.record_id desc limit most;
      else
        return query
          select place, n.record_id from (
            select r.record_id, r.recency, r.tokens from public.search_row r
            where r.tenant_id = tenant and r.module_key = module
            order by r.recency desc, r.record_id desc limit scanned
          ) n where n.tokens @> wanted order by n.recency desc, n.record_id desc limit most;
      end if;
    end loop;
  end loop;
end
$$;
revoke all on function search_alike(jsonb, text, int) from public;
grant execute on function search_alike(jsonb, text, int) to ruyi_app;

reset role;

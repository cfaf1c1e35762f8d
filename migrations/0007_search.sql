-- Quick search. The table belongs to ruyi_search, who owns nothing else and cannot log in: its function reads the tokens
-- past row-level security (under a policy the GIN index could not drive: array operators are not leakproof), for the tenant
-- of app.tenant_id only. The application writes rows through the policy and cannot read tokens.
set local role ruyi_search;

-- One row per live record. `tokens` begin with eight characters of the tenant's id, so that one GIN index serves all tenants
-- without a common token of one costing another.
create table search_row (
  tenant_id uuid not null,
  record_id uuid not null,
  module_key text collate "C" not null,
  owner_id uuid,
  created_by uuid,
  recency timestamptz not null,
  tokens text[] not null,
  primary key (tenant_id, record_id)
);
create index search_row_newest on search_row (tenant_id, module_key, recency desc, record_id desc);
create index search_row_newest_of_owner on search_row (tenant_id, module_key, owner_id, recency desc, record_id desc);
create index search_row_tokens on search_row using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 256);
alter table search_row alter column tokens set statistics 500;

alter table search_row enable row level security;
create policy tenant_isolation on search_row using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant insert, update, delete on search_row to ruyi_app;
-- What `on conflict` and `where` name; tokens are not among them.
grant select (tenant_id, record_id) on search_row to ruyi_app;

-- Records that have all tokens of one of the queries, newest first, at most `most` of each query.
-- `owners` null: of everybody; `shared`: records that the caller sees whoever owns them.
-- A token in more than a twentieth of the newest rows never drives: a query of only such tokens filters the newest rows.
create function search_records(queries jsonb, module text, owners uuid[], shared uuid[], most int default 1000)
  returns table (record_id uuid, truncated boolean)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  prefix text := right(replace(tenant::text, '-', ''), 8);
  query jsonb;
  wanted text[];
  sampled int;
  rare int;
  scanned constant int := 20000;
begin
  if tenant is null then
    return;
  end if;
  for query in select q.value from jsonb_array_elements(queries) q limit 8 loop
    select array_agg(prefix || w.token) into wanted from jsonb_array_elements_text(query) w (token);
    continue when wanted is null;

    with sample as materialized (
      select r.tokens from public.search_row r
      where r.tenant_id = tenant and r.module_key = module
      order by r.recency desc, r.record_id desc limit 200
    ), counted as (
      select count(*) filter (where s.tokens @> array[w.token]) as times from unnest(wanted) w (token) left join sample s on true group by w.token
    )
    select (select count(*) from sample), (select count(*) from counted c where c.times * 20 <= 200) into sampled, rare;

    if rare > 0 or sampled < 200 then
      return query
        with hit as materialized (
          select r.record_id, r.recency from public.search_row r
          where r.tenant_id = tenant and r.module_key = module and r.tokens @> wanted
            and (owners is null or r.owner_id = any(owners) or r.record_id = any(shared))
        )
        select h.record_id, (select count(*) from hit) > most from hit h order by h.recency desc, h.record_id desc limit most;
    elsif owners is null then
      return query
        select n.record_id, true from (
          select r.record_id, r.recency, r.tokens from public.search_row r
          where r.tenant_id = tenant and r.module_key = module
          order by r.recency desc, r.record_id desc limit scanned
        ) n where n.tokens @> wanted order by n.recency desc, n.record_id desc limit most;
    else
      return query
        select n.record_id, true from (
          (select r.record_id, r.recency, r.tokens from public.search_row r
           where r.tenant_id = tenant and r.module_key = module and r.owner_id = any(owners)
           order by r.recency desc, r.record_id desc limit scanned)
          union
          (select r.record_id, r.recency, r.tokens from public.search_row r
           where r.tenant_id = tenant and r.record_id = any(shared))
        ) n where n.tokens @> wanted order by n.recency desc, n.record_id desc limit most;
    end if;
  end loop;
end
$$;
revoke all on function search_records(jsonb, text, uuid[], uuid[], int) from public;
grant execute on function search_records(jsonb, text, uuid[], uuid[], int) to ruyi_app;

reset role;

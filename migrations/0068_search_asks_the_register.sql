-- The search asks the register of records for their owners, and keeps none itself: a row of the search that was written anew
-- because its record changed hands went into the index of tokens anew, some seventy times, which was half of what a sweep wrote.
-- `search_row.owner_id` stays for the version before, which still writes it; nothing reads it.
grant select on record to ruyi_search;
set local role ruyi_search;

-- The rows that may be found: with all tokens of `needed`, or one of `either`. `owners` null: of everybody; `shared`: records that the
-- caller sees whoever owns them; `pooled`: records without an owner alone. One query, so that it is planned as a part of the one
-- around it. Owners are asked for row by row, apart from the tokens: joined, an owner with many records was thought to be the
-- shorter way, and beside them the dear question made the planner read the whole module's index first.
create function search_within(tenant uuid, module text, needed text[], either text[], owners uuid[], shared uuid[], pooled boolean)
  returns table (record_id uuid, recency timestamptz, fields text[], texts text[])
  language sql stable parallel safe rows 100000
as $$
  select s.record_id, s.recency, s.fields, s.texts from (
    select r.record_id, r.recency, r.fields, r.texts from public.search_row r
    where r.tenant_id = tenant and r.module_key = module and (needed is null or r.tokens @> needed) and (either is null or r.tokens && either)
    offset 0
  ) s
  where not pooled and owners is null or (
    select case when pooled then o.owner_id is null else o.owner_id = any(owners) or o.id = any(shared) end
    from public.record o where o.tenant_id = tenant and o.id = s.record_id
  )
$$;
revoke all on function search_within(uuid, text, text[], text[], uuid[], uuid[], boolean) from public;

-- The newest `most` of them, in no order, and all that are shared. Below owners the newest are those that were made last: ids tell.
create function search_newest(tenant uuid, module text, owners uuid[], shared uuid[], pooled boolean, most int)
  returns table (record_id uuid, recency timestamptz, tokens text[], fields text[], texts text[])
  language sql stable parallel safe rows 20000
as $$
  (select s.record_id, s.recency, s.tokens, s.fields, s.texts from public.search_row s
   where not pooled and owners is null and s.tenant_id = tenant and s.module_key = module
   order by s.recency desc, s.record_id desc limit most)
  union all
  select s.record_id, s.recency, s.tokens, s.fields, s.texts from (
    select o.id from public.record o
    where pooled and o.tenant_id = tenant and o.module_key = module and o.deleted_at is null and o.owner_id is null
    order by o.id desc limit most
  ) n join public.search_row s on s.tenant_id = tenant and s.record_id = n.id
  union all
  select s.record_id, s.recency, s.tokens, s.fields, s.texts from (
    select o.id from public.record o
    where not pooled and owners is not null and o.tenant_id = tenant and o.module_key = module and o.deleted_at is null
      and o.owner_id = any(owners)
    order by o.id desc limit most
  ) n join public.search_row s on s.tenant_id = tenant and s.record_id = n.id
  union all
  select s.record_id, s.recency, s.tokens, s.fields, s.texts
  from public.search_row s join public.record o on o.tenant_id = tenant and o.id = s.record_id
  where not pooled and owners is not null and s.tenant_id = tenant and s.module_key = module and s.record_id = any(shared)
    and (o.owner_id is null or o.owner_id <> all(owners))
$$;
revoke all on function search_newest(uuid, text, uuid[], uuid[], boolean, int) from public;

-- Records that match, best first within each set of tokens; one may come by several sets. `sought` as of search_rows, and
--   exact     tokens of the whole query, for values that are equal to it
--   folded    the whole query as a text is kept
--   name      the field that names a record of the module, if it is open
--   number    the whole query as one number
-- Ranks, because what one types is most often the beginning of a name, and least often a word of a remark:
--   1 a value is the query   2 the name begins with it   3 it is part of the name
--   4 the name's pinyin or initials begin with it   5 it is part of these   6 it stands in other fields
-- Within a rank the newest come first. Only fields that are open, and masked ones as a whole, decide on a rank.
-- `pooled`: records without an owner alone, whatever `owners` and `shared` say: those in pools have none.
-- Costs: for each set of tokens at most `scanned` rows that have them are looked at. Where there are more, or where the
-- tokens are common, the newest `scanned` rows of all are looked at as well, and `more` says so; records of rank 1 are found beside them by a token of their own, however old. A record that
-- was not written since this migration has no such token until the search is rebuilt: it is found as any other.
create or replace function search_ranked(sought jsonb, module text, owners uuid[], shared uuid[], pooled boolean, most int default 1000, scanned int default 20000)
  returns table (record_id uuid, rank int, recency timestamptz, field text, more boolean)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, public, pg_temp
  -- What is asked decides on the plan: a rare token and a common one, one owner and a thousand.
  set plan_cache_mode = force_custom_plan
as $$
declare
  tenant constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  prefix constant text := right(replace(tenant::text, '-', ''), 8);
  complete constant boolean := (sought ->> 'complete')::boolean;
  open constant text[] := array(select o.key from jsonb_array_elements_text(sought -> 'open') o (key));
  masks constant boolean := jsonb_array_length(sought -> 'masked') > 0;
  name constant text := sought ->> 'name';
  folded constant text := sought ->> 'folded';
  number constant text := sought ->> 'number';
  whole constant text[] := array(select w.spelling from jsonb_array_elements_text(sought -> 'whole') w (spelling));
  exact constant text[] := array(select prefix || e.token from jsonb_array_elements_text(sought -> 'exact') e (token));
  patterns constant text[] := array(
    select '%' || regexp_replace(w.word, '([\\%_])', '\\\1', 'g') || '%' from jsonb_array_elements_text(sought -> 'words') w (word)
  );
  single constant text := case when jsonb_array_length(sought -> 'words') = 1 then E'\n' || (sought -> 'words' ->> 0) end;
  query jsonb;
  wanted text[];
  sampled int;
  common text[];
  few boolean;
  driven boolean;
  reached uuid[];
  recent boolean;
  cut boolean;
  ids uuid[];
  ranks int[];
  times timestamptz[];
begin
  if tenant is null then
    return;
  end if;

  return query
    select r.record_id, 1, r.recency, e.field, false
    from (
      select s.record_id, s.recency, s.fields, s.texts from public.search_within(tenant, module, null, exact, owners, shared, pooled) s
      limit scanned
    ) r cross join lateral (
      select t.field from unnest(r.fields, r.texts) with ordinality t (field, lines, place)
      where ((sought -> 'open') ? t.field or (sought -> 'masked') ? t.field)
        and (split_part(t.lines, E'\n', 1) = any(whole)
          or split_part(t.lines, E'\n', 1) ~ '^[-+0-9 ().]+$' and split_part(t.lines, E'\n', 2) = any(whole))
      order by t.field is not distinct from name desc, t.place limit 1
    ) e
    order by r.recency desc, r.record_id desc limit most;

  few := not pooled and owners is not null and not exists (
    select from public.record r
    where r.tenant_id = tenant and r.module_key = module and r.deleted_at is null and r.owner_id = any(owners)
    offset 5000
  );
  with sample as materialized (
    select r.tokens from public.search_row r
    where r.tenant_id = tenant and r.module_key = module
    order by r.recency desc, r.record_id desc limit 200
  ), asked as materialized (
    select distinct prefix || w.token as token
    from jsonb_array_elements(sought -> 'any') q, jsonb_array_elements_text(q.value) w (token)
  )
  select (select count(*) from sample),
    array(select a.token from asked a where (select count(*) from sample s where s.tokens @> array[a.token]) * 20 > 200)
    into sampled, common;

  for query in select q.value from jsonb_array_elements(sought -> 'any') q limit 8 loop
    select array_agg(prefix || w.token) into wanted from jsonb_array_elements_text(query) w (token);
    continue when wanted is null;

    -- Owners with few records have theirs looked through, rather than thousands of others that have the tokens too.
    driven := (sampled < 200 or not wanted <@ common) and not (few and exists (
      select from public.search_row r where r.tenant_id = tenant and r.module_key = module and r.tokens @> wanted offset 3000
    ));
    recent := not driven;
    if driven then
      reached := array(select r.record_id from public.search_within(tenant, module, wanted, null, owners, shared, pooled) r limit scanned + 1);
      recent := cardinality(reached) > scanned;
    end if;

    select array_agg(m.record_id), array_agg(m.rank), array_agg(m.recency) into ids, ranks, times from (
      select c.record_id, c.recency, case
          when n.lines is null then 6
          when split_part(n.lines, E'\n', 1) = any(whole) then 1
          when starts_with(split_part(n.lines, E'\n', 1), folded) then 2
          when split_part(n.lines, E'\n', 1) like all (patterns) or position(number in n.lines) > 0 then 3
          when position(single in n.lines) > 0 then 4
          when n.lines like all (patterns) then 5
          else 6
        end as rank
      from (
        select r.record_id, r.recency, r.tokens, r.fields, r.texts from public.search_row r
        where driven and r.tenant_id = tenant and r.record_id = any(reached[1:scanned])
        union all
        select r.* from public.search_newest(tenant, module, owners, shared, pooled, scanned) r where recent
      ) c
      cross join lateral (select c.texts[array_position(c.fields, name)] as lines) n
      cross join lateral (
        select case when complete then array_to_string(c.texts, E'\n')
          else (select string_agg(t.lines, E'\n') from unnest(c.fields, c.texts) t (field, lines) where t.field = any(open)) end as lines
      ) o
      where c.tokens @> wanted
        and case when c.fields = '{}' then complete
            else o.lines like all (patterns) or position(number in o.lines) > 0
              or masks and public.search_matches(c.fields, c.texts, sought) end
      order by 3, 2 desc, 1 desc limit most + 1
    ) m;

    cut := coalesce(cardinality(ids), 0) > most or driven and recent or recent and exists (
      select from public.record r
      where r.tenant_id = tenant and r.module_key = module and r.deleted_at is null
        and case when pooled then r.owner_id is null else owners is null or r.owner_id = any(owners) end
      offset scanned
    );
    return query select f.id, f.rank, f.at, null::text, cut from unnest(ids[1:most], ranks[1:most], times[1:most]) f (id, rank, at);
  end loop;
end
$$;

-- As of 0054, but for the owners.
create or replace function search_rows(sought jsonb, module text, owners uuid[], shared uuid[], most int default 1000)
  returns setof uuid
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
  common text[];
  few boolean;
  driven boolean;
  candidates uuid[];
  found_now uuid[];
  -- Where all fields are open, one comparison does: the words as patterns against all lines.
  complete constant boolean := (sought ->> 'complete')::boolean;
  patterns constant text[] := array(
    select '%' || regexp_replace(w.word, '([\\%_])', '\\\1', 'g') || '%' from jsonb_array_elements_text(sought -> 'words') w (word)
  );
  number constant text := sought ->> 'number';
  scanned constant int := 20000;
begin
  if tenant is null then
    return;
  end if;
  few := owners is not null and not exists (
    select from public.record r
    where r.tenant_id = tenant and r.module_key = module and r.deleted_at is null and r.owner_id = any(owners)
    offset 5000
  );
  with sample as materialized (
    select r.tokens from public.search_row r
    where r.tenant_id = tenant and r.module_key = module
    order by r.recency desc, r.record_id desc limit 200
  ), asked as materialized (
    select distinct prefix || w.token as token
    from jsonb_array_elements(sought -> 'any') q, jsonb_array_elements_text(q.value) w (token)
  )
  select (select count(*) from sample),
    array(select a.token from asked a where (select count(*) from sample s where s.tokens @> array[a.token]) * 20 > 200)
    into sampled, common;

  for query in select q.value from jsonb_array_elements(sought -> 'any') q limit 8 loop
    select array_agg(prefix || w.token) into wanted from jsonb_array_elements_text(query) w (token);
    continue when wanted is null;

    -- Those that have the tokens, the newest first, each looked at only until there are enough. Owners with few records have
    -- theirs looked through instead where thousands of others have the tokens too.
    driven := sampled < 200 or not wanted <@ common;
    if driven then
      candidates := array(
        select r.record_id from public.search_row r
        where r.tenant_id = tenant and r.module_key = module and r.tokens @> wanted order by r.recency desc, r.record_id desc
      );
      driven := not (few and cardinality(candidates) > 3000);
    end if;
    if driven then
      select array(
        select h.id from unnest(candidates) with ordinality h (id, place)
        where case when owners is null or (
            select o.owner_id = any(owners) or o.id = any(shared) from public.record o where o.tenant_id = tenant and o.id = h.id
          ) then (
            select case when complete then r.fields = '{}' or array_to_string(r.texts, E'\n') like all (patterns)
                  or position(number in array_to_string(r.texts, E'\n')) > 0
                else public.search_matches(r.fields, r.texts, sought) end
            from public.search_row r where r.tenant_id = tenant and r.record_id = h.id
          ) end
        order by h.place limit most + 1
      ) into found_now;
    elsif owners is null then
      select array(
        select n.record_id from (
          select r.record_id, r.tokens, r.fields, r.texts from public.search_row r
          where r.tenant_id = tenant and r.module_key = module
          order by r.recency desc, r.record_id desc limit scanned
        ) n where n.tokens @> wanted
          and case when complete then n.fields = '{}' or array_to_string(n.texts, E'\n') like all (patterns)
                or position(number in array_to_string(n.texts, E'\n')) > 0
              else public.search_matches(n.fields, n.texts, sought) end limit most + 1
      ) into found_now;
      perform set_config('app.search_truncated', 'true', true)
        where (select count(*) from (select from public.search_row r where r.tenant_id = tenant and r.module_key = module limit scanned) c) = scanned;
    else
      select array(
        select n.record_id from public.search_newest(tenant, module, owners, shared, false, scanned) n
        where n.tokens @> wanted
          and case when complete then n.fields = '{}' or array_to_string(n.texts, E'\n') like all (patterns)
                or position(number in array_to_string(n.texts, E'\n')) > 0
              else public.search_matches(n.fields, n.texts, sought) end
        order by n.recency desc, n.record_id desc limit most + 1
      ) into found_now;
      perform set_config('app.search_truncated', 'true', true)
        where (select count(*) from (select from public.record r where r.tenant_id = tenant and r.module_key = module and r.deleted_at is null and r.owner_id = any(owners) limit scanned) c) = scanned;
    end if;
    if cardinality(found_now) > most then
      perform set_config('app.search_truncated', 'true', true);
    end if;
    return query select f.id from unnest(found_now[1:most]) f (id);
  end loop;
end
$$;


drop index search_row_newest_of_owner;

reset role;

-- Quick search says yes only when it is so. Tokens find candidates; what a word has to stand in is kept beside them, field
-- by field, so that a match is verified, and only within fields that the caller may read. A row of before has no texts
-- until it is written again or the search is rebuilt: it is found by its tokens, by callers who may read every field.
set local role ruyi_search;

alter table search_row
  -- For each text of the record: its field, and lines to look in: the folded text, its digits, then other spellings.
  add column fields text[] not null default '{}',
  add column texts text[] not null default '{}';

-- Whether every word stands in a field that is open, or the whole query is the value of a masked one.
create function search_matches(fields text[], texts text[], sought jsonb) returns boolean
  language sql immutable parallel safe
as $$
  select case when fields = '{}' then (sought ->> 'complete')::boolean else
    not exists (
      select from jsonb_array_elements_text(sought -> 'words') w (word)
      where not exists (
        select from unnest(fields, texts) t (field, lines)
        where (sought -> 'open') ? t.field and position(w.word in t.lines) > 0
      )
    ) or exists (
      select from unnest(fields, texts) t (field, lines)
      where (sought -> 'masked') ? t.field
        and (sought -> 'whole') ?| array[split_part(t.lines, E'\n', 1), nullif(split_part(t.lines, E'\n', 2), '')]
    )
  end
$$;

-- Records that match, newest first, at most `most` of each set of tokens. `sought`:
--   any       sets of tokens, one of which a record has
--   words     what has to stand in fields that are open
--   whole     spellings of the whole query, for fields that are masked
--   open, masked, complete   the caller's rights: fields by key, and whether all are open
-- `owners` null: of everybody; `shared`: records that the caller sees whoever owns them.
-- A token in more than a twentieth of the newest rows never drives: a query of only such tokens filters the newest rows.
-- Whether there is more than was looked at is said by the setting app.search_truncated of the transaction.
create function search_rows(sought jsonb, module text, owners uuid[], shared uuid[], most int default 1000)
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
  found_now uuid[];
  -- Where all fields are open, one comparison does: the words as patterns against all lines.
  complete constant boolean := (sought ->> 'complete')::boolean;
  patterns constant text[] := array(
    select '%' || regexp_replace(w.word, '([\\%_])', '\\\1', 'g') || '%' from jsonb_array_elements_text(sought -> 'words') w (word)
  );
  scanned constant int := 20000;
begin
  if tenant is null then
    return;
  end if;
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

    if sampled < 200 or not wanted <@ common then
      select array(
        select r.record_id from public.search_row r
        where r.tenant_id = tenant and r.module_key = module and r.tokens @> wanted
          and (owners is null or r.owner_id = any(owners) or r.record_id = any(shared))
          and case when complete then r.fields = '{}' or array_to_string(r.texts, E'\n') like all (patterns)
              else public.search_matches(r.fields, r.texts, sought) end
        order by r.recency desc, r.record_id desc limit most + 1
      ) into found_now;
    elsif owners is null then
      select array(
        select n.record_id from (
          select r.record_id, r.tokens, r.fields, r.texts from public.search_row r
          where r.tenant_id = tenant and r.module_key = module
          order by r.recency desc, r.record_id desc limit scanned
        ) n where n.tokens @> wanted
          and case when complete then n.fields = '{}' or array_to_string(n.texts, E'\n') like all (patterns)
              else public.search_matches(n.fields, n.texts, sought) end limit most + 1
      ) into found_now;
      perform set_config('app.search_truncated', 'true', true)
        where (select count(*) from (select from public.search_row r where r.tenant_id = tenant and r.module_key = module limit scanned) c) = scanned;
    else
      select array(
        select n.record_id from (
          (select r.record_id, r.recency, r.tokens, r.fields, r.texts from public.search_row r
           where r.tenant_id = tenant and r.module_key = module and r.owner_id = any(owners)
           order by r.recency desc, r.record_id desc limit scanned)
          union all
          (select r.record_id, r.recency, r.tokens, r.fields, r.texts from public.search_row r
           where r.tenant_id = tenant and r.record_id = any(shared) and (r.owner_id is null or r.owner_id <> all(owners)))
        ) n where n.tokens @> wanted
          and case when complete then n.fields = '{}' or array_to_string(n.texts, E'\n') like all (patterns)
              else public.search_matches(n.fields, n.texts, sought) end
        order by n.recency desc, n.record_id desc limit most + 1
      ) into found_now;
      perform set_config('app.search_truncated', 'true', true)
        where (select count(*) from (select from public.search_row r where r.tenant_id = tenant and r.module_key = module and r.owner_id = any(owners) limit scanned) c) = scanned;
    end if;
    if cardinality(found_now) > most then
      perform set_config('app.search_truncated', 'true', true);
    end if;
    return query select f.id from unnest(found_now[1:most]) f (id);
  end loop;
end
$$;
revoke all on function search_rows(jsonb, text, uuid[], uuid[], int) from public;
grant execute on function search_rows(jsonb, text, uuid[], uuid[], int) to ruyi_app;
revoke all on function search_matches(text[], text[], jsonb) from public;

reset role;

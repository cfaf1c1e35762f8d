import type pg from 'pg';
import { newId } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';

/** A prime: neighbours in time are of different sizes, and every run has the same. */
const SPREAD = 7919;
/** What only the source has: its pool, its rules, its custom fields' slots. */
const OF_THE_SOURCE = [
  ...['pool_id', 'pooled_at', 'reclaim_at', 'reclaim_rule', 'former_owner_id'],
  ...[...'tn'].flatMap((kind) => Array.from({ length: 8 }, (_, index) => `${kind}${index + 1}`)),
  ...Array.from({ length: 6 }, (_, index) => `d${index + 1}`),
  ...Array.from({ length: 4 }, (_, index) => `u${index + 1}`),
];
/** Companies a statement. */
const BATCH = 100;

export interface SmallTenants {
  readonly count: number;
  readonly size: { readonly min: number; readonly max: number };
  /** The company whose first customers are copied, each under ids of its own. */
  readonly source: string;
}

/** Companies with two people and some customers each: the neighbours of the large one in every table and index. Answers their ids. */
export async function fillSmallTenants(
  client: pg.Client,
  module: ModuleModel,
  { count, size, source }: SmallTenants,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await client.query(
    `insert into tenant (id, code, name, locale, time_zone, base_currency)
     select t.id, 'bench' || t.n, '小公司' || t.n, 'zh-CN', 'Asia/Shanghai', 'CNY' from unnest($1::uuid[]) with ordinality as t (id, n)`,
    [ids],
  );
  await client.query(
    `create temp table sample as select row_number() over (order by c.id)::int as n, c.id as source_id,
       substr(replace($1::text, '-', ''), 25) as prefix, to_jsonb(c) - $3::text[] as body,
       u.value_norm, s.tokens, s.fields, s.texts
     from (select * from ${module.table} where tenant_id = $1 and deleted_at is null order by id limit $2) c
     join unique_value u on u.tenant_id = c.tenant_id and u.module_key = 'customers' and u.field_key = 'name' and u.record_id = c.id
     join search_row s on s.tenant_id = c.tenant_id and s.record_id = c.id`,
    [source, size.max, OF_THE_SOURCE],
  );
  for (let start = 0; start < count; start += BATCH) {
    const some = ids.slice(start, start + BATCH);
    const sizes = some.map((_id, index) => size.min + (((start + index) * SPREAD) % (size.max - size.min + 1)));
    await client.query(
      `with r as (
         insert into role (tenant_id, id, key) select t, gen_random_uuid(), 'sales' from unnest($1::uuid[]) t returning tenant_id, id
       ), u as (
         insert into app_user (tenant_id, id, name, state)
         select t, gen_random_uuid(), '同事', 'active' from unnest($1::uuid[]) t cross join generate_series(1, 2) returning tenant_id, id
       ) insert into user_role (tenant_id, user_id, role_id) select tenant_id, u.id, r.id from u join r using (tenant_id)`,
      [some],
    );
    await client.query(copyOf(module.table), [some, sizes]);
  }
  return ids;
}

/** The sample's first rows for each company; owned by its two people in turn. */
const copyOf = (table: string): string => `with people as (
    select tenant_id, array_agg(id) as ids from app_user where tenant_id = any($1::uuid[]) group by tenant_id
  ), made as materialized (
    select t.id as tenant_id, uuidv7() as id, p.ids[1 + s.n % 2] as person, substr(replace(t.id::text, '-', ''), 25) as own, s.*
    from unnest($1::uuid[], $2::int[]) as t (id, size) join people p on p.tenant_id = t.id join sample s on s.n <= t.size
  ), registry as (
    insert into record (tenant_id, id, module_key, owner_id) select tenant_id, id, 'customers', person from made
  ), uniques as (
    insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id) select tenant_id, 'customers', 'name', value_norm, id from made
  ), searched as (
    insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
    select tenant_id, 'customers', id, person, (body->>'created_at')::timestamptz,
      array(select own || substr(token, 9) from unnest(tokens) token), fields, texts from made
  ) insert into ${table} select r.* from made cross join lateral jsonb_populate_record(null::${table}, body || jsonb_build_object(
      'tenant_id', tenant_id, 'id', id, 'owner_id', person, 'created_by', person, 'updated_by', person, 'custom', '{}'::jsonb)) r`;

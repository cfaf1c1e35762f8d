import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { newId } from '@ruyi/engine/context';
import { fieldOf, type FloorSettings } from './floor-settings.js';
import { FLOOR_CUSTOMERS } from './floor-tables.js';

const BATCH = 500;
const FETCH = 1_000;

/** The export and the sweep. */
export function addJobs(app: FastifyInstance, pool: pg.Pool, settings: FloorSettings): void {
  app.post<{ Body: { below: number } }>('/export', async (request) => ({
    rows: await withClient(pool, (client) => exportCsv(client, settings, request.body.below)),
  }));
  app.post<{ Body: { rows: number } }>('/sweep', async (request) => ({
    reclaimed: await withClient(pool, (client) => sweep(client, settings, request.body.rows)),
  }));
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** A cursor into a file, a thousand rows at a time, in the order of the list. */
async function exportCsv(client: pg.PoolClient, settings: FloorSettings, below: number): Promise<number> {
  const { tenantId, labels, folder } = settings;
  const select = fieldOf(settings, 'channel');
  const number = fieldOf(settings, 'amount');
  const file = createWriteStream(join(folder, `floor-${newId()}.csv`));
  file.write('\uFEFF客户名称,客户级别,客户行业,手机,省/市/区,负责人,客户来源渠道,预计采购额,下次联系时间,创建时间\r\n');
  await client.query('begin read only');
  await client.query({
    text: `declare rows no scroll cursor for
      select c.name, c.level, c.industry, c.mobile, c.region, o.name as owner, c.${select.slot} as channel, c.${number.slot} as amount,
        to_char(c.next_contact_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as next_contact, to_char(c.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as created
      from ${FLOOR_CUSTOMERS} c left join app_user o on o.tenant_id = $1 and o.id = c.owner_id
      where c.deleted_at is null and c.${number.slot} < $2
      order by c.created_at desc, c.id desc`,
    values: [tenantId, below],
  });
  let count = 0;
  for (;;) {
    const { rows } = await client.query<Record<string, string | number | null>>(`fetch ${FETCH} from rows`);
    for (const row of rows) {
      const label = (field: string, value: unknown): string => labels[field]?.[String(value)] ?? '';
      const cells = [
        row['name'],
        label('level', row['level']),
        label('industry', row['industry']),
        row['mobile'],
        label('region', row['region']),
        row['owner'],
        label(select.key, row['channel']),
        row['amount'],
        row['next_contact'],
        row['created'],
      ];
      if (!file.write(`${cells.map(csvCell).join(',')}\r\n`)) await once(file, 'drain');
    }
    count += rows.length;
    if (rows.length < FETCH) break;
  }
  await client.query('commit');
  file.end();
  await finished(file);
  return count;
}

function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Takes the rows that are due next from their owners, in batches of one transaction each; in the order of the index, read backwards. */
async function sweep(client: pg.PoolClient, settings: FloorSettings, most: number): Promise<number> {
  const changeSet = newId();
  let moved = 0;
  while (moved < most) {
    await client.query('begin');
    const { rows } = await client.query<{ id: string }>({
      name: 'due',
      text: `select id from ${FLOOR_CUSTOMERS}
        where tenant_id = $1 and reclaim_at is not null and owner_id is not null and deleted_at is null
        order by reclaim_at nulls first, id limit $2 for update skip locked`,
      values: [settings.tenantId, Math.min(BATCH, most - moved)],
    });
    if (rows.length > 0) await reclaim(client, settings, { ids: rows.map(({ id }) => id), changeSet });
    await client.query('commit');
    if (rows.length === 0) break;
    moved += rows.length;
  }
  return moved;
}

/** By their ids, as values: as a subquery they are joined, and whole tables are read for each batch. */
async function reclaim(
  client: pg.PoolClient,
  { tenantId, poolId, ruleId }: FloorSettings,
  { ids, changeSet }: { readonly ids: readonly string[]; readonly changeSet: string },
): Promise<void> {
  await client.query({
    name: 'reclaim',
    text: `with due as (
        select id, owner_id, owned_since, name from ${FLOOR_CUSTOMERS} where id = any($2::uuid[])
      ), moved as (
        update ${FLOOR_CUSTOMERS} set owner_id = null, pool_id = $3, former_owner_id = owner_id, owned_since = null, pooled_at = now(), locked = false,
          reclaim_at = null, reclaim_rule = null, version = version + 1, updated_at = now(), updated_by = null
        where tenant_id = $1 and id = any($2::uuid[]) returning id, version, former_owner_id as owner_id, name
      ), registry as (
        update record set owner_id = null where tenant_id = $1 and id = any($2::uuid[])
      ), told as (
        insert into notification (tenant_id, user_id, id, kind, params, module_key, record_id)
        select $1, owner_id, gen_random_uuid(), 'reclaimed', jsonb_build_object('name', name), 'customers', id from moved
      ), fed as (
        insert into feed_event (tenant_id, id, kind, users, data)
        select $1, gen_random_uuid(), 'notification', array[owner_id], jsonb_build_object('id', id, 'kind', 'reclaimed', 'name', name) from moved
      ), written as (
        insert into history (tenant_id, record_id, id, module_key, change_set, action, version, before, after)
        select $1, due.id, gen_random_uuid(), 'customers', $4, 'reclaim', moved.version,
          jsonb_build_object('ownerId', due.owner_id, 'poolId', null, 'ownedSince', due.owned_since), jsonb_build_object('ownerId', null, 'poolId', $3::uuid, 'ownedSince', null)
        from moved join due using (id)
      ) insert into pool_move (tenant_id, id, change_set, module_key, record_id, kind, pool_id, from_owner, rule_id)
        select $1, gen_random_uuid(), $4, 'customers', id, 'reclaim', $3, owner_id, $5 from moved`,
    values: [tenantId, ids, poolId, changeSet, ruleId],
  });
}

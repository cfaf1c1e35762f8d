import type pg from 'pg';
import type { FloorField } from './floor-settings.js';

/**
 * Tables made for the one company: its own rows and nobody else's, no tenant in any key, an index on each field that the
 * company sorts or filters by and on each with the owner before it; and the one composite index that fits the measured list
 * best, apart, so that the other figures are not helped by it.
 */
export const FLOOR_CUSTOMERS = 'floor_customers';
export const FLOOR_CONTACTS = 'floor_contacts';
export const FLOOR_FOLLOW_UPS = 'floor_follow_ups';
export const FLOOR_SORTED = 'floor_sorted';

/** As an administrator, when the company is filled. */
export async function makeFloorTables(
  client: pg.Client,
  tenantId: string,
  custom: readonly FloorField[],
): Promise<void> {
  const slots = custom.flatMap(({ slot }) => slot ?? []);
  const slotOf = (name: string): string => custom.find((field) => field.name === name)?.slot ?? '';
  await client.query(`set maintenance_work_mem = '1GB'; set jit = off`);
  for (const [table, source] of [
    [FLOOR_CUSTOMERS, 'customers'],
    [FLOOR_CONTACTS, 'contacts'],
    [FLOOR_FOLLOW_UPS, 'follow_ups'],
  ] as const) {
    await client.query(`create table ${table} (like ${source} including defaults)`);
    await client.query(`insert into ${table} select * from ${source} where tenant_id = '${tenantId}'`);
    await client.query(`alter table ${table} add primary key (id)`);
  }
  const sorted = [
    'created_at',
    'updated_at',
    'name_sort',
    'last_follow_up_at',
    'next_contact_at',
    'reclaim_at',
    ...slots,
  ];
  // As the lists sort: the last first, those without a value at the end.
  for (const column of sorted)
    for (const owner of ['', 'owner_id, '])
      await client.query(`create index on ${FLOOR_CUSTOMERS} (${owner}${column} desc nulls last, id desc)`);
  for (const column of ['level', 'industry', 'source', 'mobile', 'region', 'parent', 'pool_id'])
    await client.query(`create index on ${FLOOR_CUSTOMERS} (${column}, id)`);
  await client.query(`create index on ${FLOOR_CONTACTS} (customer, id)`);
  await client.query(`create index on ${FLOOR_CONTACTS} (owner_id, id)`);
  await client.query(`create index on ${FLOOR_FOLLOW_UPS} (target_id, created_at)`);
  const [channel, grade, amount] = ['channel', 'grade', 'amount'].map(slotOf);
  await client.query(
    `create table ${FLOOR_SORTED} as select id, owner_id, ${channel}, ${grade}, ${amount} from ${FLOOR_CUSTOMERS} where deleted_at is null`,
  );
  await client.query(`create index on ${FLOOR_SORTED} (${channel}, ${grade}, ${amount} desc nulls last, id desc)`);
  await client.query(
    `create index on ${FLOOR_SORTED} (owner_id, ${channel}, ${grade}, ${amount} desc nulls last, id desc)`,
  );
  for (const table of [FLOOR_CUSTOMERS, FLOOR_CONTACTS, FLOOR_FOLLOW_UPS, FLOOR_SORTED])
    await client.query(`vacuum (analyze) ${table}`);
}

import type pg from 'pg';
import { newId } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { fillCustomers } from './fill-customers.js';

/** Customers are made from their numbers; those of the large tenant come before. */
const FIRST_NUMBER = 10_000_000;
/** A prime: neighbours in time are of different sizes, and every run has the same. */
const SPREAD = 7919;

/** Companies with two people and a handful of customers each: the neighbours of the large one in every table and index. */
export async function fillSmallTenants(
  client: pg.Client,
  module: ModuleModel,
  tenants: number,
  size: { readonly min: number; readonly max: number },
): Promise<void> {
  const ids = Array.from({ length: tenants }, () => newId());
  await client.query(
    `insert into tenant (id, code, name, locale, time_zone, base_currency)
     select t.id, 'bench' || t.n, '小公司' || t.n, 'zh-CN', 'Asia/Shanghai', 'CNY' from unnest($1::uuid[]) with ordinality as t (id, n)`,
    [ids],
  );
  let first = FIRST_NUMBER;
  for (const [index, tenantId] of ids.entries()) {
    const customers = size.min + ((index * SPREAD) % (size.max - size.min + 1));
    const users = [newId(), newId()];
    await client.query(`begin; set local app.tenant_id to '${tenantId}'; set local synchronous_commit = off`);
    await client.query(
      `insert into app_user (tenant_id, id, name, state) select $1, id, '同事', 'active' from unnest($2::uuid[]) as u (id)`,
      [tenantId, users],
    );
    await client.query('commit');
    await fillCustomers(client, { tenantId, module, users, poolId: null, rule: null, custom: null }, customers, first);
    first += customers;
  }
}

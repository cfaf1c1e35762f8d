import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { sqlStateOf } from '@ruyi/platform/database';
import { ArchiveError } from './archive-error.js';
import { loadOrder } from './load-order.js';
import { identifier, inOwnerTransaction } from './owner-session.js';
import { tenantTables } from './tenant-tables.js';

export interface DeleteTenant {
  readonly ownerUrl: string;
  readonly filesFolder: string;
  readonly tenantId: string;
  /** The company's name, as a person typed it: it has to be the right one. */
  readonly name: string;
}

/** Rows that are gone, by table; `account` counts people who belong to no other company. */
export type DeletedRows = Readonly<Record<string, number>>;

/** Between two looks for what was still being written. */
const SETTLE_MS = 1_000;

/** How often rows that somebody writes meanwhile may stand in the way of those that they refer to. */
const MOST_RESTARTS = 100;
const FOREIGN_KEY_VIOLATION = '23503';
const DEADLOCK = '40P01';
/** Of one transaction, when each time somebody else goes first. */
const MOST_ATTEMPTS = 5;
/** By what people and programs get in. */
const DOORS = ['session', 'api_key'];

type Counts = Record<string, number>;

/** Takes out a tenant with all that is its own: records, history, files, metadata, people and their accounts. For good. */
export async function deleteTenant({ ownerUrl, filesFolder, tenantId, name }: DeleteTenant): Promise<DeletedRows> {
  const session = { databaseUrl: ownerUrl, tenantId };
  const folder = join(filesFolder, tenantId);
  const deleted: Counts = {};
  const add = (counts: Counts): void => {
    for (const [table, count] of Object.entries(counts)) deleted[table] = (deleted[table] ?? 0) + count;
  };
  const transaction = async (work: (client: Client) => Promise<Counts>): Promise<Counts> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inOwnerTransaction(session, work);
      } catch (error) {
        if (sqlStateOf(error) !== DEADLOCK || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  };
  add(await transaction((client) => closeDoors(client, tenantId, name)));
  add(await transaction((client) => deleteCompany(client, tenantId)));
  // A request or a step of a job that was under way may have ended after its tables were emptied. Nothing begins anew: there
  // is neither a session nor a promise of a job.
  for (;;) {
    await rm(folder, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const late = await transaction((client) => deleteRows(client, tenantId));
    add(late);
    if (Object.values(late).every((count) => count === 0)) break;
  }
  await rm(folder, { recursive: true, force: true });
  return deleted;
}

/** Nobody of the company gets in any more, if it is the one that is meant. */
async function closeDoors(client: Client, tenantId: string, name: string): Promise<Counts> {
  const tenant = await client.query<{ name: string }>('select name from tenant where id = $1', [tenantId]);
  if (!tenant.rows[0]) throw new ArchiveError(`there is no company with the id ${tenantId}`);
  if (tenant.rows[0].name !== name)
    throw new ArchiveError(`the company ${tenantId} is called ${tenant.rows[0].name}, not ${name}`);
  const counts: Counts = {};
  for (const table of DOORS) {
    const gone = await client.query(`delete from ${identifier(table)} where tenant_id = $1`, [tenantId]);
    counts[table] = gone.rowCount ?? 0;
  }
  return counts;
}

async function deleteCompany(client: Client, tenantId: string): Promise<Counts> {
  // Steps of jobs hold their run first and the company after it: in the same order, neither waits for the other in a circle.
  await client.query('select from job_run where tenant_id = $1 for update', [tenantId]);
  await client.query('select from tenant where id = $1 for update', [tenantId]);
  const accounts = await client.query<{ id: string }>(
    'select account_id as id from account_tenant where tenant_id = $1',
    [tenantId],
  );
  const counts = await deleteRows(client, tenantId);
  const gone = await client.query(
    `delete from account a where a.id = any($1::uuid[])
     and not exists (select from account_tenant t where t.account_id = a.id)`,
    [accounts.rows.map(({ id }) => id)],
  );
  await client.query('delete from tenant where id = $1', [tenantId]);
  return { ...counts, account: gone.rowCount ?? 0, tenant: 1 };
}

/** Those that refer to others first; from the beginning again where one was written that refers to a row which is to go. */
async function deleteRows(client: Client, tenantId: string): Promise<Counts> {
  const groups = loadOrder(await tenantTables(client)).reverse();
  const counts: Counts = {};
  let restarts = 0;
  for (let index = 0; index < groups.length;) {
    const tables = (groups[index] ?? []).map(({ name }) => name);
    await client.query('savepoint one_group');
    try {
      for (const [table, count] of await deleteGroup(client, tenantId, tables))
        counts[table] = (counts[table] ?? 0) + count;
      index += 1;
    } catch (error) {
      if (sqlStateOf(error) !== FOREIGN_KEY_VIOLATION || restarts === MOST_RESTARTS) throw error;
      restarts += 1;
      index = 0;
      await client.query('rollback to savepoint one_group');
    }
    await client.query('release savepoint one_group');
  }
  return counts;
}

/** Tables that refer to each other, by one statement: its foreign keys are checked at its end. */
async function deleteGroup(client: Client, tenantId: string, tables: readonly string[]): Promise<[string, number][]> {
  const deletes = tables.map(
    (table, index) => `t${index} as (delete from ${identifier(table)} where tenant_id = $1 returning 1)`,
  );
  const sums = tables.map((_, index) => `(select count(*)::int from t${index}) as t${index}`);
  const { rows } = await client.query<Counts>(`with ${deletes.join(', ')} select ${sums.join(', ')}`, [tenantId]);
  return tables.map((table, index) => [table, rows[0]?.[`t${index}`] ?? 0]);
}

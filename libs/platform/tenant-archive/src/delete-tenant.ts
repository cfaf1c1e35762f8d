import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
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

/** Takes out a tenant with all that is its own: records, history, files, metadata, people and their accounts. For good. */
export async function deleteTenant({ ownerUrl, filesFolder, tenantId, name }: DeleteTenant): Promise<DeletedRows> {
  const session = { databaseUrl: ownerUrl, tenantId };
  const folder = join(filesFolder, tenantId);
  const deleted = await inOwnerTransaction(session, (client) => deleteCompany(client, tenantId, name));
  // A request or a step of a job that was under way may have ended after its tables were emptied. Nothing begins anew: there
  // is neither a session nor a promise of a job.
  for (;;) {
    await rm(folder, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const late = await inOwnerTransaction(session, (client) => deleteRows(client, tenantId));
    for (const [table, count] of Object.entries(late)) deleted[table] = (deleted[table] ?? 0) + count;
    if (Object.values(late).every((count) => count === 0)) break;
  }
  await rm(folder, { recursive: true, force: true });
  return deleted;
}

async function deleteCompany(client: Client, tenantId: string, name: string): Promise<Record<string, number>> {
  const tenant = await client.query<{ name: string }>('select name from tenant where id = $1', [tenantId]);
  if (!tenant.rows[0]) throw new ArchiveError(`there is no company with the id ${tenantId}`);
  if (tenant.rows[0].name !== name)
    throw new ArchiveError(`the company ${tenantId} is called ${tenant.rows[0].name}, not ${name}`);
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

async function deleteRows(client: Client, tenantId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const group of loadOrder(await tenantTables(client)).reverse()) {
    const deletes = group.map(
      ({ name: table }, index) => `t${index} as (delete from ${identifier(table)} where tenant_id = $1 returning 1)`,
    );
    const sums = group.map((_, index) => `(select count(*)::int from t${index}) as t${index}`);
    const { rows } = await client.query<Record<string, number>>(
      `with ${deletes.join(', ')} select ${sums.join(', ')}`,
      [tenantId],
    );
    for (const [index, { name: table }] of group.entries()) counts[table] = rows[0]?.[`t${index}`] ?? 0;
  }
  return counts;
}

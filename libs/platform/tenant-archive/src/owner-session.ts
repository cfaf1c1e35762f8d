import pg from 'pg';

/** Runs `work` in one transaction, of the schema's owner as a rule, who is bound by the policies of `tenantId` like everybody. */
export async function inOwnerTransaction<T>(
  options: { readonly databaseUrl: string; readonly tenantId: string; readonly begin?: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'ruyi-tenant-archive' });
  await client.connect();
  try {
    await client.query(options.begin ?? 'begin');
    await client.query(`select set_config('app.tenant_id', $1, true)`, [options.tenantId]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** A name from the catalog as SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A list of columns as SQL, each with a table's alias when one is given. */
export function columnList(columns: readonly string[], alias?: string): string {
  return columns.map((name) => (alias ? `${alias}.${identifier(name)}` : identifier(name))).join(', ');
}

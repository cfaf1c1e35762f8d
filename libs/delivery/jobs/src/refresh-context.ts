import { sql, type Context, type Database } from '@ruyi/engine/context';

/**
 * A job's context as it is now: the versions of metadata and people, zone and currency are of today, whatever they were
 * when the job was promised. Null when the tenant is gone.
 */
export async function refreshContext(database: Database, promised: Context): Promise<Context | null> {
  const [rows] = await database.read(promised.tenantId, [
    sql`select time_zone, base_currency, model_version, access_version from tenant where id = ${promised.tenantId}`,
  ]);
  const row = rows?.[0];
  if (!row) return null;
  return {
    ...promised,
    timeZone: String(row['time_zone']),
    baseCurrency: String(row['base_currency']),
    modelVersion: Number(row['model_version']),
    accessVersion: Number(row['access_version']),
  };
}

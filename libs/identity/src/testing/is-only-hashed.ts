import type { TestDatabase } from '@ruyi/testing';

/** Whether no text of any table holds the secret part of a token. */
export async function isOnlyHashed(db: TestDatabase, token: string): Promise<boolean> {
  const secret = token.split('.').at(-1) ?? token;
  const tables = await db.ownerQuery<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    const found = await db.ownerQuery(`select 1 from "${name}" as r where position($1 in r::text) > 0 limit 1`, [
      secret,
    ]);
    if (found.length > 0) return false;
  }
  return true;
}

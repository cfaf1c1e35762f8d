import type { TestDatabase } from './test-database.js';

/** Whether no row of any table holds the secret part of a token, in none of the spellings that a column may give it. */
export async function isOnlyHashed(db: TestDatabase, token: string): Promise<boolean> {
  const secret = token.split('.').at(-1) ?? token;
  const spellings = [
    secret,
    secret.replaceAll('-', ''),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    // Bytes show as hexadecimal digits: of the letters, or of what the letters stand for.
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret, 'base64url').toString('hex'),
  ];
  const tables = await db.ownerQuery<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    const found = await db.ownerQuery(
      `select 1 from "${name}" as r
        where exists (select from unnest($1::text[]) s where position(lower(s) in lower(r::text)) > 0) limit 1`,
      [spellings],
    );
    if (found.length > 0) return false;
  }
  return true;
}

import type { Client } from 'pg';
import type { Reseal } from './settle-after-move.js';

/**
 * Takes the second factor off accounts that came with the archive and whose secret this install cannot open: nobody could
 * log in with it. A company that wants one of everybody leads them to set it up anew. Answers what was changed.
 */
export async function settleSecondFactors(client: Client, reseal: Reseal): Promise<string[]> {
  const { rows } = await client.query<{ id: string; secret: string }>(
    `select a.id, a.second_factor_secret as secret from account a join moving_account m on m.id = a.id
     where a.second_factor_secret is not null and not exists (select from moved_account k where k.there = a.id)`,
  );
  // As identity seals it (owner-of-secret.ts): bound to the account, whose id stays.
  const lost = rows.filter(({ id, secret }) => reseal(secret, `account:${id}`, `account:${id}`) === null);
  if (lost.length === 0) return [];
  await client.query(
    `update account set second_factor_secret = null, second_factor_since = null, second_factor_step = null, recovery_codes = '{}'
     where id = any($1::uuid[])`,
    [lost.map(({ id }) => id)],
  );
  return [`${lost.length} people had a second factor that the other install had sealed: they log in without it here`];
}

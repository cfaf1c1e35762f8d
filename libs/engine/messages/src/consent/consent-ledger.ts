import { newId, sql, type Context, type Statement, type Transaction } from '@ruyi/engine/context';
import type { MessageChannel } from '../message.js';
import type { ConsentEntry, ConsentState } from './consent.js';

/** What each of the addresses has said last; those that said nothing are missing. */
export async function consentsOf(
  tx: Transaction,
  channel: MessageChannel,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, ConsentState>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.query<{ address: string; state: ConsentState }>(sql`
    select distinct on (address) address, state from message_consent
    where tenant_id = ${tx.tenantId} and channel = ${channel} and address = any(${[...new Set(addresses)]}::text[])
    order by address, at desc, id desc`);
  return new Map(rows.map(({ address, state }) => [address, state]));
}

/** Writes an entry; nothing is ever changed in the ledger. */
export function recordConsent(ctx: Context, entry: ConsentEntry): Statement {
  return sql`insert into message_consent (tenant_id, id, channel, address, state, source, note, at, recorded_by, record_id)
    values (${ctx.tenantId}, ${newId()}, ${entry.channel}, ${entry.address}, ${entry.state}, ${entry.source}, ${entry.note},
      ${entry.at}, ${ctx.userId}, ${entry.recordId})`;
}

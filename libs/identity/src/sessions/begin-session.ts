import { newId } from '@ruyi/engine/context';
import type { TenantUnit } from '../store/tenant-unit.js';
import { issueToken } from '../tokens/opaque-token.js';
import type { ClientInfo } from './client-info.js';

/** Days that a session lives after its last use, which is noted once an hour. */
export const SESSION_DAYS = 30;

/** Makes a session of a user inside the transaction and returns its token, which is stored nowhere. */
export async function beginSession(unit: TenantUnit, userId: string, client: ClientInfo): Promise<string> {
  const { token, hash } = issueToken(unit.tenantId);
  // The database's own clock: a session must not be older than the password change it follows.
  await unit.tx.query({
    text: `insert into session (tenant_id, id, token_hash, user_id, created_at, expires_at, ip, user_agent)
           values ($1, $2, $3, $4, clock_timestamp(), now() + make_interval(days => $5), $6, $7)`,
    values: [unit.tenantId, newId(), hash, userId, SESSION_DAYS, client.ip, storableAgent(client.userAgent)],
  });
  return token;
}

function storableAgent(userAgent: string | undefined): string | null {
  return userAgent ? userAgent.slice(0, 300).toWellFormed().replaceAll('\0', '') : null;
}

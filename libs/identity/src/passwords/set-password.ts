import { Session } from '../entities/session.js';
import type { TenantUnit } from '../store/tenant-unit.js';

/** Stores a new password and ends every session of the account, in whatever company. */
export async function setPassword(unit: TenantUnit, accountId: string, passwordHash: string): Promise<void> {
  // Locked first: a log-in with the old password that is under way commits before the clock is read.
  await unit.tx.query({ text: 'select 1 from account where id = $1 for update', values: [accountId] });
  await unit.tx.query({
    text: 'update account set password_hash = $2, sessions_since = clock_timestamp() where id = $1',
    values: [accountId, passwordHash],
  });
}

/** Ends the sessions of one user in one company. */
export async function endSessions(unit: TenantUnit, userId: string): Promise<void> {
  await unit.rows(Session).update({ userId }, { endedAt: new Date() });
}

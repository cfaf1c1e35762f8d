import { recordAudit, type Audited } from '../audit/record-audit.js';
import type { Membership } from '../logins/account-finder.js';
import type { IdentityDatabase } from '../store/identity-database.js';

/** An account's second factor guards every company that it works in, so each one's audit log tells of it. */
export async function auditInCompanies(
  database: IdentityDatabase,
  memberships: readonly Pick<Membership, 'tenantId' | 'userId'>[],
  entryOf: (userId: string) => Audited,
): Promise<void> {
  for (const { tenantId, userId } of memberships)
    await database.transaction(tenantId, (unit) => recordAudit(unit, entryOf(userId)));
}

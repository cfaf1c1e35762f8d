import { newId, type AuditDetail } from '@ruyi/engine/context';
import { AuditEntry } from '../entities/audit-entry.js';
import type { TenantUnit } from '../store/tenant-unit.js';

/** What the audit log keeps of one change. */
export interface Audited {
  /** Null: the system. */
  readonly userId: string | null;
  /** `login`, `user.create`, `role.edit` … */
  readonly action: string;
  readonly subjectId?: string | null;
  readonly detail?: AuditDetail;
  readonly ip?: string | null;
}

/** Writes to the audit log in the transaction of what it tells of. */
export async function recordAudit(unit: TenantUnit, entry: Audited): Promise<void> {
  await unit.rows(AuditEntry).insert({
    id: newId(),
    userId: entry.userId,
    action: entry.action,
    subjectId: entry.subjectId ?? null,
    detail: entry.detail ?? {},
    ip: entry.ip ?? null,
  });
}

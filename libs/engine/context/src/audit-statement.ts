import type { AuditDetail } from './audit-detail.js';
import type { Context } from './context.js';
import { sql, type Statement } from './database.js';
import { newId } from './new-id.js';

/** What the caller did, for the audit log: to run in the transaction that does it. */
export function auditStatement(
  ctx: Context,
  entry: { readonly action: string; readonly subjectId?: string | null; readonly detail?: AuditDetail },
): Statement {
  const { action, subjectId = null, detail = {} } = entry;
  return sql`insert into audit_log (tenant_id, id, user_id, action, subject_id, detail)
    values (${ctx.tenantId}, ${newId()}, ${ctx.userId}, ${action}, ${subjectId}, ${JSON.stringify(detail)})`;
}

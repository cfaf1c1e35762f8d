import { newId, sql, type Context, type Statement } from '@ruyi/engine/context';

/** Keeps in the audit log who takes what out of the house, in the transaction that starts the job. */
export function auditExport(
  ctx: Context,
  what: 'records' | 'audit' | 'company',
  jobId: string,
  detail: Readonly<Record<string, string | number | null>>,
): Statement {
  return sql`insert into audit_log (tenant_id, id, user_id, action, subject_id, detail)
    values (${ctx.tenantId}, ${newId()}, ${ctx.userId}, ${`export.${what}`}, ${jobId}, ${JSON.stringify(detail)})`;
}

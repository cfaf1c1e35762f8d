import { auditStatement, type Context, type Statement } from '@ruyi/engine/context';

/** Keeps in the audit log who takes what out of the house, in the transaction that starts the job. */
export function auditExport(
  ctx: Context,
  what: 'records' | 'audit' | 'company',
  jobId: string,
  detail: Readonly<Record<string, string | number | null>>,
): Statement {
  return auditStatement(ctx, { action: `export.${what}`, subjectId: jobId, detail });
}

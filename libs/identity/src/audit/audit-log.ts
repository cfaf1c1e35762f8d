import { AUDIT_SUBJECTS, type AuditSubject } from '@ruyi/contract/access';
import type { AuditDetail, Context } from '@ruyi/engine/context';
import type { Page } from '../people/people-directory.js';
import type { IdentityDatabase } from '../store/identity-database.js';

export interface AuditView {
  readonly id: string;
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly detail: AuditDetail;
  readonly ip: string | null;
  /** How often within the minute, of what is refused again and again; else 1. */
  readonly times: number;
}

/** Which entries; all of the conditions hold. */
export interface AuditFilter {
  readonly action?: string | undefined;
  readonly about?: AuditSubject | undefined;
  /** Who did it, or was refused it. */
  readonly userId?: string | undefined;
  /** Instants: from this one on, and before this one. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** Reads the audit log, newest first. */
export class AuditLog {
  constructor(private readonly database: IdentityDatabase) {}

  async list(
    ctx: Context,
    query: AuditFilter & { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<AuditView>> {
    const { limit, after } = query;
    const values: unknown[] = [ctx.tenantId];
    const wanted = ['a.tenant_id = $1'];
    // Only what is asked for stands in the statement, so that each filter finds its index.
    const where = (value: unknown, condition: (parameter: string) => string): void => {
      if (value === undefined) return;
      values.push(value);
      wanted.push(condition(`$${values.length}`));
    };
    where(after, (id) => `a.id < ${id}::uuid`);
    where(query.action, (action) => `a.action = ${action}`);
    where(query.userId, (userId) => `a.user_id = ${userId}::uuid`);
    where(query.from, (from) => `a.at >= ${from}::timestamptz`);
    where(query.before, (before) => `a.at < ${before}::timestamptz`);
    where(
      query.about && [...AUDIT_SUBJECTS[query.about]],
      (words) => `(split_part(a.action, '.', 1) = any(${words}::text[]) or a.action = any(${words}::text[]))`,
    );
    values.push(limit + 1);
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select a.id, a.at, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as by,
                 a.action, a.subject_id as "subjectId", a.detail, a.ip, a.times
                 from audit_log a left join app_user u on u.tenant_id = a.tenant_id and u.id = a.user_id
                where ${wanted.join(' and ')} order by a.id desc limit $${values.length}`,
        values,
      },
    ]);
    const items = rows.slice(0, limit) as unknown as AuditView[];
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

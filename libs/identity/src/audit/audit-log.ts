import type { Context } from '@ruyi/engine/context';
import type { Page } from '../people/people-directory.js';
import type { IdentityDatabase } from '../store/identity-database.js';

export interface AuditView {
  readonly id: string;
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly detail: object;
  readonly ip: string | null;
}

/** What an entry is about, by the first word of its action. */
export const AUDIT_SUBJECTS = {
  logins: ['login', 'password', 'secondFactor', 'tenant'],
  people: ['user', 'department', 'invitation', 'role', 'key', 'company'],
  metadata: ['field', 'option', 'layout', 'module', 'view'],
  pools: ['pool'],
  records: ['record'],
  webhooks: ['webhook'],
  exports: ['export'],
  operator: ['operator'],
} as const;
export type AuditSubject = keyof typeof AUDIT_SUBJECTS;

/** Reads the audit log, newest first. */
export class AuditLog {
  constructor(private readonly database: IdentityDatabase) {}

  async list(
    ctx: Context,
    query: {
      readonly limit: number;
      readonly after?: string | undefined;
      readonly action?: string | undefined;
      readonly about?: AuditSubject | undefined;
    },
  ): Promise<Page<AuditView>> {
    const { limit, after, action, about } = query;
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select a.id, a.at, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as by,
                 a.action, a.subject_id as "subjectId", a.detail, a.ip
                 from audit_log a left join app_user u on u.tenant_id = a.tenant_id and u.id = a.user_id
                where a.tenant_id = $1 and ($2::uuid is null or a.id < $2) and ($3::text is null or a.action = $3)
                  and ($5::text[] is null or split_part(a.action, '.', 1) = any($5)) order by a.id desc limit $4`,
        values: [ctx.tenantId, after ?? null, action ?? null, limit + 1, about ? [...AUDIT_SUBJECTS[about]] : null],
      },
    ]);
    const items = rows.slice(0, limit) as unknown as AuditView[];
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

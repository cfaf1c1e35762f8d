import { sql, type Statement } from '@ruyi/engine/context';
import type { WriteSession } from '../write/write-session.js';
import type { MergeSides } from './merge-sides.js';

/** Takes back what {@link joinSides} gave, but for what somebody has changed since. */
export async function partSides(session: WriteSession, into: string, sides: MergeSides): Promise<void> {
  const { ctx, tx } = session;
  const statements: Statement[] = sides.team.map(({ userId, before, after }) =>
    before === null
      ? sql`delete from team_member where tenant_id = ${ctx.tenantId} and record_id = ${into} and user_id = ${userId}
            and access = ${after.access} and date_trunc('milliseconds', expires_at) is not distinct from ${after.expiresAt}::timestamptz`
      : sql`update team_member set access = ${before.access}, expires_at = ${before.expiresAt}
            where tenant_id = ${ctx.tenantId} and record_id = ${into} and user_id = ${userId}
            and access = ${after.access} and date_trunc('milliseconds', expires_at) is not distinct from ${after.expiresAt}::timestamptz`,
  );
  if (sides.watchers.length > 0)
    statements.push(
      sql`delete from record_watch where tenant_id = ${ctx.tenantId} and record_id = ${into} and user_id = any(${sides.watchers}::uuid[])`,
    );
  if (sides.files.length > 0)
    statements.push(
      sql`update file f set record_id = hung.record
          from unnest(${sides.files.map(({ id }) => id)}::uuid[], ${sides.files.map(({ record }) => record)}::uuid[]) as hung (id, record)
          where f.tenant_id = ${ctx.tenantId} and f.id = hung.id and f.record_id = ${into}`,
    );
  if (statements.length > 0) await tx.pipeline(statements);
}

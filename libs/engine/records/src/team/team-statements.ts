import { sql, type Context, type Statement } from '@ruyi/engine/context';

export interface TeamEntry {
  readonly userId: string;
  readonly access: 'read' | 'write';
  /** Null: for good. */
  readonly expiresAt: string | null;
}

/** Adds a member or changes what the member may do. */
export function addTeamMember(ctx: Context, recordId: string, entry: TeamEntry): Statement {
  return sql`insert into team_member (tenant_id, record_id, user_id, access, expires_at, added_by)
    values (${ctx.tenantId}, ${recordId}, ${entry.userId}, ${entry.access}, ${entry.expiresAt}, ${ctx.userId})
    on conflict (tenant_id, record_id, user_id)
    do update set access = excluded.access, expires_at = excluded.expires_at, added_by = excluded.added_by, added_at = now()`;
}

export function removeTeamMember(ctx: Context, recordId: string, userId: string): Statement {
  return sql`delete from team_member where tenant_id = ${ctx.tenantId} and record_id = ${recordId} and user_id = ${userId}`;
}

/** Who is on the record's team now. */
export function readTeam(ctx: Context, recordId: string): Statement {
  return sql`select user_id, access, expires_at from team_member
    where tenant_id = ${ctx.tenantId} and record_id = ${recordId} and (expires_at is null or expires_at > now())
    order by added_at, user_id`;
}

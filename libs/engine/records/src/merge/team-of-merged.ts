import { sql } from '@ruyi/engine/context';
import type { WriteSession } from '../write/write-session.js';
import type { MergedRecords } from './merged-records.js';
import type { MergeSides, TeamPlace } from './merge-sides.js';

interface TeamRow {
  readonly record_id: string;
  readonly user_id: string;
  readonly access: 'read' | 'write';
  readonly expires_at: Date | null;
}

/**
 * Whom the record that stays gets on its team: the members of the others, and their owners where these are kept; each
 * with the furthest right and for the longest time that one of the records gave.
 */
export async function teamOfMerged(
  session: WriteSession,
  { into, from }: MergedRecords,
  keepOwners: 'read' | 'write' | null,
): Promise<MergeSides['team']> {
  const { ctx, tx, actor } = session;
  const rows = await tx.query<TeamRow>(
    sql`select record_id, user_id, access, expires_at from team_member
        where tenant_id = ${ctx.tenantId} and record_id = any(${[into.id, ...from.map(({ id }) => id)]}::uuid[])
        order by user_id for update`,
  );
  const before = new Map(rows.filter((row) => row.record_id === into.id).map((row) => [row.user_id, placeOf(row)]));
  const given = new Map<string, TeamPlace>();
  const give = (userId: string, place: TeamPlace): void => {
    const held = given.get(userId) ?? stillHeld(before.get(userId));
    given.set(userId, held ? wider(held, place) : place);
  };
  for (const row of rows) {
    const place = stillHeld(placeOf(row));
    if (row.record_id !== into.id && place) give(row.user_id, place);
  }
  for (const { ownerId } of keepOwners === null ? [] : from)
    if (ownerId !== null && actor.data.users.get(ownerId)?.active)
      give(ownerId, { access: keepOwners ?? 'read', expiresAt: null });
  given.delete(into.ownerId ?? '');
  return [...given].flatMap(([userId, after]) => {
    const held = before.get(userId) ?? null;
    return held && held.access === after.access && held.expiresAt === after.expiresAt
      ? []
      : [{ userId, before: held, after }];
  });
}

function placeOf(row: TeamRow): TeamPlace {
  return { access: row.access, expiresAt: row.expires_at?.toISOString() ?? null };
}

function stillHeld(place: TeamPlace | undefined): TeamPlace | null {
  return place && (place.expiresAt === null || new Date(place.expiresAt) > new Date()) ? place : null;
}

function wider(one: TeamPlace, other: TeamPlace): TeamPlace {
  const expires = [one.expiresAt, other.expiresAt];
  return {
    access: one.access === 'write' || other.access === 'write' ? 'write' : 'read',
    expiresAt: expires.some((each) => each === null) ? null : (expires.map(String).sort().at(-1) ?? null),
  };
}

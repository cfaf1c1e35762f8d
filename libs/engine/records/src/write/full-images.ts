import type { RecordImage, TeamMember } from '@ruyi/engine/access';
import { sql } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { parentPointer } from './parent-pointer.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/**
 * Records of one module with their teams and with what they hang on, which is all that a question of access may turn on:
 * one statement for all teams and one for all parents of a module, however many records ask.
 */
export async function fullImages(
  session: WriteSession,
  module: ModuleModel,
  records: readonly StoredRecord[],
  depth: number,
): Promise<RecordImage[]> {
  const teams = await teamsOf(session, records);
  const parents = depth > 0 ? await parentsOf(session, module, records, depth - 1) : new Map<string, RecordImage>();
  return records.map((record) => {
    const pointer = parentPointer(module, record);
    return {
      module: module.key,
      id: record.id,
      values: record,
      team: teams.get(record.id) ?? [],
      parent: pointer ? (parents.get(pointerKey(pointer)) ?? null) : null,
    };
  });
}

async function teamsOf(session: WriteSession, records: readonly StoredRecord[]): Promise<Map<string, TeamMember[]>> {
  const teams = new Map<string, TeamMember[]>();
  // A record that is yet to be made has no id, and no team.
  const ids = records.flatMap(({ id }) => (id === '' ? [] : [id]));
  if (ids.length === 0) return teams;
  const rows = await session.tx.query<{
    record_id: string;
    user_id: string;
    access: 'read' | 'write';
    expires_at: Date | null;
  }>(
    sql`select record_id, user_id, access, expires_at from team_member
        where tenant_id = ${session.ctx.tenantId} and record_id = any(${ids}::uuid[])`,
  );
  for (const { record_id: id, user_id: userId, access, expires_at: expiresAt } of rows)
    teams.set(id, [...(teams.get(id) ?? []), { userId, access, expiresAt }]);
  return teams;
}

async function parentsOf(
  session: WriteSession,
  module: ModuleModel,
  records: readonly StoredRecord[],
  depth: number,
): Promise<Map<string, RecordImage>> {
  const wanted = new Map<string, Set<string>>();
  for (const record of records) {
    const pointer = parentPointer(module, record);
    if (pointer) wanted.set(pointer.module, (wanted.get(pointer.module) ?? new Set()).add(pointer.id));
  }
  const images = new Map<string, RecordImage>();
  for (const [key, ids] of wanted) {
    const parent = session.model.modules.get(key);
    if (!parent?.enabled) continue;
    const found = await session.read(parent, [...ids]);
    for (const image of await fullImages(session, parent, found, depth))
      images.set(pointerKey({ module: key, id: image.id }), image);
  }
  return images;
}

const pointerKey = ({ module, id }: { readonly module: string; readonly id: string }): string => `${module} ${id}`;

import { readId } from '@ruyi/contract/field-values';
import { parentField } from '@ruyi/engine/access';
import type { Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { isPointer } from './record-pointer.js';
import { parentPointer } from './parent-pointer.js';
import type { Values } from './record-change.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/** How deep a record may hang: follow-up → contact → customer. */
const DEPTH = 3;

/**
 * Keeps what a record hangs on as it is until the end of the transaction, from the top down: the order in which commands
 * on parents go through their children, so that the two wait for each other and never dead-lock.
 */
export function lockParents(session: WriteSession, module: ModuleModel, record: StoredRecord): Promise<void> {
  return lockParentsOfMany(session, module, [record]);
}

/** As {@link lockParents}, of many records of one module; those of one level by their ids. */
export async function lockParentsOfMany(
  session: WriteSession,
  module: ModuleModel,
  records: readonly StoredRecord[],
): Promise<void> {
  const statements = await parentLocks(session, module, records, DEPTH);
  if (statements.length > 0) await session.tx.pipeline(statements);
}

async function parentLocks(
  session: WriteSession,
  module: ModuleModel,
  records: readonly StoredRecord[],
  depth: number,
): Promise<Statement[]> {
  if (depth === 0) return [];
  const parents = new Map<string, Set<string>>();
  for (const record of records) {
    const pointer = parentPointer(module, record);
    if (pointer) parents.set(pointer.module, (parents.get(pointer.module) ?? new Set()).add(pointer.id));
  }
  const statements: Statement[] = [];
  for (const [key, ids] of [...parents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parent = session.model.modules.get(key);
    if (!parent?.enabled) continue;
    const found = typeof parent.access === 'object' ? await session.read(parent, [...ids]) : [];
    statements.push(...(await parentLocks(session, parent, found, depth - 1)), {
      text: `select id from ${parent.table} where tenant_id = $1 and id = any($2::uuid[]) order by id for no key update`,
      values: [session.ctx.tenantId, [...ids]],
    });
  }
  return statements;
}

/**
 * Keeps what records hang on, and what they are about to hang on: where their new values name another parent, it is waited
 * for whoever merges or deletes it.
 */
export async function lockParentsOfChanged(
  session: WriteSession,
  module: ModuleModel,
  ids: readonly string[],
  given: Values,
): Promise<void> {
  if (typeof module.access !== 'object' || !('inherit' in module.access)) return;
  const records = await session.read(module, ids);
  const key = parentField(module);
  const wanted = key === null ? undefined : given[key];
  const moved = key !== null && isParent(wanted) ? records.map((record) => ({ ...record, [key]: wanted })) : [];
  await lockParentsOfMany(session, module, [...records, ...moved]);
}

/** Of what a caller sent; anything else is refused later. */
function isParent(value: unknown): boolean {
  return readId(isPointer(value) ? value.id : value).ok;
}

/**
 * Reads a record and keeps it, its parents first where its changes move them (a follow-up that is deleted gives its
 * customer the one before back); `given`: its new values, unread.
 */
export async function lockRecord(
  session: WriteSession,
  module: ModuleModel,
  id: string,
  given: Values = {},
): Promise<StoredRecord | undefined> {
  await lockParentsOfChanged(session, module, [id], given);
  const [locked] = await session.lock(module, [id]);
  return locked;
}

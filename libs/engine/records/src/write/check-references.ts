import type { Issue } from '@ruyi/contract/errors';
import { isPointer } from './record-pointer.js';
import { sql } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { Values } from './record-change.js';
import type { StoredRecord } from './stored-record.js';
import { sameValue } from './same-value.js';
import type { WriteSession } from './write-session.js';

/**
 * Everything that new values point to must exist, be live and be visible to the caller; else 422 `notFound` at the
 * path, the same for another tenant's id, a wrong module's and a hidden one's. What a record points to already stays valid.
 */
export async function checkReferences(
  session: WriteSession,
  module: ModuleModel,
  values: Values,
  before: StoredRecord | null,
  find: FindTargets = (field, value, ids) => findTargets(session, field, value, ids),
): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const [key, value] of Object.entries(values)) {
    const field = module.fields.get(key);
    if (!field || value === null || sameValue(value, before?.[key])) continue;
    const held = new Set(idsOf(before?.[key]));
    const wanted = idsOf(value).filter((id) => !held.has(id));
    if (wanted.length === 0) continue;
    const found = await find(field, value, wanted);
    if (found === null) continue;
    for (const [index, id] of idsOf(value).entries()) {
      if (held.has(id) || found.has(id)) continue;
      issues.push({ path: Array.isArray(value) ? `${key}.${index}` : key, code: 'notFound' });
    }
  }
  return issues;
}

/** Those of the ids that may be pointed to (it may answer others as well); null for fields that point to nothing. */
export type FindTargets = (
  field: FieldModel,
  value: unknown,
  ids: readonly string[],
) => Promise<ReadonlySet<string> | null>;

/** What many rows point to, asked for at once: each row is then checked without another question. */
export async function foresee(
  session: WriteSession,
  module: ModuleModel,
  rows: readonly Values[],
): Promise<FindTargets> {
  const asked = new Map<string, { readonly field: FieldModel; readonly value: unknown; readonly ids: Set<string> }>();
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) {
      const field = module.fields.get(key);
      if (!field || value === null) continue;
      const group = asked.get(groupOf(field, value)) ?? { field, value, ids: new Set<string>() };
      for (const id of idsOf(value)) group.ids.add(id);
      asked.set(groupOf(field, value), group);
    }
  }
  const found = new Map<string, ReadonlySet<string> | null>();
  for (const [group, { field, value, ids }] of asked)
    found.set(group, await findTargets(session, field, value, [...ids]));
  return (field, value) => Promise.resolve(found.get(groupOf(field, value)) ?? null);
}

function groupOf(field: FieldModel, value: unknown): string {
  return isPointer(value) ? `${field.key} ${value.module}` : field.key;
}

async function findTargets(
  session: WriteSession,
  field: FieldModel,
  value: unknown,
  ids: readonly string[],
): Promise<ReadonlySet<string> | null> {
  switch (field.type) {
    case 'user':
    case 'users':
      return new Set(ids.filter((id) => session.actor.data.users.get(id)?.active));
    case 'department':
      return new Set(ids.filter((id) => session.actor.data.departments.has(id)));
    case 'reference':
    case 'references': {
      const target = isPointer(value) ? value.module : field.target;
      if (target === POOLS) return poolsOf(session, ids);
      return target === undefined ? new Set() : visibleRecords(session, target, ids);
    }
    case 'files':
    case 'images':
    case 'signature':
      return ownFiles(session, ids);
    default:
      return null;
  }
}

/** The pools are no module: a caller may name those of which he is a member. */
const POOLS = 'pools';

function poolsOf({ actor }: WriteSession, ids: readonly string[]): Set<string> {
  const members = new Set(actor.pools.map(({ poolId }) => poolId));
  return new Set(ids.filter((id) => actor.user === null || members.has(id)));
}

/** Live records of the module that the caller may read; they stay until the transaction ends, also where somebody merges. */
async function visibleRecords(session: WriteSession, moduleKey: string, ids: readonly string[]): Promise<Set<string>> {
  const module = session.model.modules.get(moduleKey);
  if (!module?.enabled) return new Set();
  const live = (await session.lock(module, ids, 'removal')).filter(({ deletedAt }) => deletedAt === null);
  const may = await session.mayOfMany('read', module, live);
  return new Set(live.filter((_record, index) => may[index]).map(({ id }) => id));
}

/** Files that the caller has uploaded; a file that hangs on a record already is kept by that record's own value. */
async function ownFiles(session: WriteSession, ids: readonly string[]): Promise<Set<string>> {
  const { ctx } = session;
  const rows = await session.tx.query<{ id: string }>(
    sql`select id from file where tenant_id = ${ctx.tenantId} and id = any(${ids}::uuid[])
        and (${ctx.userId}::uuid is null or uploaded_by = ${ctx.userId})`,
  );
  return new Set(rows.map((row) => row.id));
}

function idsOf(value: unknown): readonly string[] {
  if (isPointer(value)) return [value.id];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

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
 * path, the same for another tenant's id, a wrong module's and a hidden one's. What stands in a field of images has to be
 * one. What a record points to already stays valid.
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
      const fault = found.get(id);
      if (held.has(id) || fault === null) continue;
      issues.push({ path: Array.isArray(value) ? `${key}.${index}` : key, ...(fault ?? { code: 'notFound' }) });
    }
  }
  return issues;
}

/** Of what is there why it may not be pointed to; null: it may. */
export type FoundTargets = ReadonlyMap<string, Pick<Issue, 'code' | 'key'> | null>;

/** Those of the ids that are there for the caller (it may answer others as well); null for fields that point to nothing. */
export type FindTargets = (field: FieldModel, value: unknown, ids: readonly string[]) => Promise<FoundTargets | null>;

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
  const found = new Map<string, FoundTargets | null>();
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
): Promise<FoundTargets | null> {
  switch (field.type) {
    case 'user':
    case 'users':
      return allowed(ids.filter((id) => session.actor.data.users.get(id)?.active));
    case 'department':
      return allowed(ids.filter((id) => session.actor.data.departments.has(id)));
    case 'reference':
    case 'references': {
      const target = isPointer(value) ? value.module : field.target;
      if (target === POOLS) return poolsOf(session, ids);
      return target === undefined ? new Map() : visibleRecords(session, target, ids);
    }
    case 'files':
      return allowed((await ownFiles(session, ids)).keys());
    case 'images':
    case 'signature':
      return new Map([...(await ownFiles(session, ids))].map(([id, type]) => [id, IMAGE.test(type) ? null : NO_IMAGE]));
    default:
      return null;
  }
}

const allowed = (ids: Iterable<string>): FoundTargets => new Map(Array.from(ids, (id) => [id, null]));

/** By its content: the store of files does not believe what an uploader says. */
const IMAGE = /^image\//;
const NO_IMAGE = { code: 'invalidType', key: 'invalidType.image' } as const;

/** The pools are no module: a caller may name those of which he is a member. */
const POOLS = 'pools';

function poolsOf({ actor }: WriteSession, ids: readonly string[]): FoundTargets {
  const members = new Set(actor.pools.map(({ poolId }) => poolId));
  return allowed(ids.filter((id) => actor.user === null || members.has(id)));
}

/** Live records of the module that the caller may read; they stay until the transaction ends, also where somebody merges. */
async function visibleRecords(session: WriteSession, moduleKey: string, ids: readonly string[]): Promise<FoundTargets> {
  const module = session.model.modules.get(moduleKey);
  if (!module?.enabled) return new Map();
  const live = (await session.lock(module, ids, 'removal')).filter(({ deletedAt }) => deletedAt === null);
  const may = await session.mayOfMany('read', module, live);
  return allowed(live.filter((_record, index) => may[index]).map(({ id }) => id));
}

/** The types of files that the caller has uploaded; a file that hangs on a record already is kept by that record's own value. */
async function ownFiles(session: WriteSession, ids: readonly string[]): Promise<Map<string, string>> {
  const { ctx } = session;
  const rows = await session.tx.query<{ id: string; type: string }>(
    sql`select id, type from file where tenant_id = ${ctx.tenantId} and id = any(${ids}::uuid[])
        and (${ctx.userId}::uuid is null or uploaded_by = ${ctx.userId})`,
  );
  return new Map(rows.map(({ id, type }) => [id, type]));
}

function idsOf(value: unknown): readonly string[] {
  if (isPointer(value)) return [value.id];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

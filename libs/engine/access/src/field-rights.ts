import { FIELD_ACCESS } from '@ruyi/contract/access';
import type { FieldAccess, RecordAction } from '@ruyi/contract/access';
import type { Field } from '@ruyi/contract/metadata';
import type { ModuleModel } from '@ruyi/engine/model';
import { rolesGiving } from './access-rules.js';
import type { Actor } from './actor.js';

/** What the actor may do with each field of a module under one action: never a question of the row. */
export interface FieldRights {
  /** Every field in use; a field that is not here is as good as absent. */
  readonly access: ReadonlyMap<string, FieldAccess>;
}

/** Without these a record could be neither named nor written back. */
const ALWAYS_READ: ReadonlySet<string> = new Set(['id', 'version']);

/** An actor is made for one request: what is known of one is let go with it. */
const known = new WeakMap<Actor, Map<ModuleModel, Map<RecordAction, FieldRights>>>();

/** The most generous of those roles that give the action on the module; for the system, everything. */
export function fieldRights(module: ModuleModel, actor: Actor, action: RecordAction): FieldRights {
  // Asked for each of a thousand rows, and the same for all.
  const ofActor = known.get(actor) ?? new Map<ModuleModel, Map<RecordAction, FieldRights>>();
  const ofModule = ofActor.get(module) ?? new Map<RecordAction, FieldRights>();
  const rights = ofModule.get(action) ?? rightsByRoles(module, actor, action);
  known.set(actor, ofActor.set(module, ofModule.set(action, rights)));
  return rights;
}

function rightsByRoles(module: ModuleModel, actor: Actor, action: RecordAction): FieldRights {
  const roles = actor.user === null ? null : rolesGiving(actor, module.key, action);
  const access = new Map<string, FieldAccess>();
  for (const field of module.fields.values()) {
    if (!isInUse(field)) continue;
    const granted =
      roles === null || ALWAYS_READ.has(field.key)
        ? 'edit'
        : mostGenerous(roles.map((role) => ruleOf(role.fields, module.key, field.key)));
    if (granted !== 'hidden') access.set(field.key, granted);
  }
  return { access };
}

/** Retired and hidden fields are absent for everybody; those of the system are only kept off the screens. */
export const isInUse = (field: Pick<Field, 'retired' | 'hidden' | 'origin'>): boolean =>
  !field.retired && (!field.hidden || field.origin === 'system');

/** Only those of the fields that are named. */
export function onlyFields(rights: FieldRights, keys: readonly string[] | null): FieldRights {
  if (keys === null) return rights;
  const kept = new Set([...keys, ...ALWAYS_READ, ...POOL_FIELDS]);
  return { access: new Map([...rights.access].filter(([key]) => kept.has(key))) };
}

/** What a pool shows of its records whatever its visible fields are. */
const POOL_FIELDS = [
  'createdAt',
  'updatedAt',
  'createdBy',
  'updatedBy',
  'ownerId',
  'deletedAt',
  'poolId',
  'pooledAt',
  'poolReason',
  'formerOwnerId',
];

export const canReadField = (rights: FieldRights, key: string): boolean => rights.access.has(key);
export const isMaskedField = (rights: FieldRights, key: string): boolean => rights.access.get(key) === 'masked';
export const canEditField = (rights: FieldRights, key: string): boolean => rights.access.get(key) === 'edit';

function ruleOf(
  rules: readonly { module: string; field: string; access: FieldAccess }[],
  module: string,
  field: string,
): FieldAccess {
  return rules.find((rule) => rule.module === module && rule.field === field)?.access ?? 'edit';
}

function mostGenerous(levels: readonly FieldAccess[]): FieldAccess {
  return levels.reduce<FieldAccess>(
    (best, level) => (FIELD_ACCESS.indexOf(level) > FIELD_ACCESS.indexOf(best) ? level : best),
    'hidden',
  );
}

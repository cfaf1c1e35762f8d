import { fieldType } from '@ruyi/engine/field-types';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { compileAccess, canReadField } from '@ruyi/engine/access';
import type { AccessWhere } from '@ruyi/engine/access';
import type { QueryScope } from './query-scope.js';
import type { PathStep, ResolvedPath } from './resolve-path.js';

/** What one sort key compares. */
export type SortBy =
  /** The column, slot or document path of a field. */
  | { readonly by: 'value'; readonly field: FieldModel }
  /** The typed column that orders names. */
  | { readonly by: 'name'; readonly column: string }
  /** The place of the value in a list: options in their order, people by name. */
  | { readonly by: 'place'; readonly field: FieldModel; readonly places: readonly string[] }
  /** Something of the record behind a reference, as far as the actor may see it. */
  | { readonly by: 'through'; readonly step: PathStep; readonly then: SortBy };

export interface ResolvedSortKey {
  readonly by: SortBy;
  readonly descending: boolean;
  readonly nullable: boolean;
}

const NEVER_EMPTY: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'version']);

/** What sorting by the field compares; null: the field has no order. */
export function sortKeyOf(scope: QueryScope, path: ResolvedPath, descending: boolean): ResolvedSortKey | null {
  const own = sortByField(scope, path.module, path.field);
  if (own === null) return null;
  const by = path.steps.reduceRight<SortBy>((then, step) => ({ by: 'through', step, then }), own.by);
  return {
    by,
    descending: own.turned ? !descending : descending,
    nullable: path.steps.length > 0 || !NEVER_EMPTY.has(path.field.key),
  };
}

function sortByField(
  scope: QueryScope,
  module: ModuleModel,
  field: FieldModel,
): { readonly by: SortBy; readonly turned: boolean } | null {
  if (field.storage.at === 'derived') {
    const stored = module.fields.get(field.storage.from);
    return stored ? { by: { by: 'value', field: stored }, turned: field.storage.rule === 'daysSince' } : null;
  }
  if (field.storage.at === 'nowhere') return null;
  const sortColumn = field.storage.at === 'columns' ? field.storage.columns['sort'] : undefined;
  if (sortColumn !== undefined) return { by: { by: 'name', column: sortColumn }, turned: false };
  const { sql } = fieldType(field.type);
  if (sql === null || sql.sqlType.endsWith('[]')) return null;
  switch (field.type) {
    case 'select':
      return { by: { by: 'place', field, places: (field.options ?? []).map((option) => option.key) }, turned: false };
    case 'user':
      return { by: { by: 'place', field, places: byName(scope.actor.data.users.values()) }, turned: false };
    case 'department':
      return { by: { by: 'place', field, places: byName(scope.actor.data.departments.values()) }, turned: false };
    case 'reference':
      return byNameOfTarget(scope, field);
    default:
      return { by: { by: 'value', field }, turned: false };
  }
}

function byNameOfTarget(
  scope: QueryScope,
  reference: FieldModel,
): { readonly by: SortBy; readonly turned: boolean } | null {
  const target = reference.target === undefined ? undefined : scope.model.modules.get(reference.target);
  const grant = target && compileAccess(scope.model, scope.actor, target.key, 'read');
  const name = target?.fields.get(target.nameField);
  if (!target || !grant || !name || !canReadField(grant.fields, name.key)) return null;
  const where: AccessWhere = grant.where;
  const then = sortByField(scope, target, name);
  return then && { by: { by: 'through', step: { reference, target, where }, then: then.by }, turned: false };
}

const collator = new Intl.Collator('zh-CN-u-co-pinyin');

function byName(named: Iterable<{ readonly id: string; readonly name: string }>): string[] {
  return [...named].sort((a, b) => collator.compare(a.name, b.name)).map(({ id }) => id);
}

import type { FilterNode, View } from '@ruyi/contract/metadata';
import { conditionFields } from '@ruyi/contract/query';
import type { FieldModel, ModuleModel } from './tenant-model.js';

const isOutOfUse = (field: FieldModel): boolean =>
  field.retired === true || (field.hidden === true && field.origin !== 'system');

/**
 * Views without the conditions, sorts and columns on fields that the admin took out of use: a view goes on working, and
 * is as before when the field comes back.
 */
export function pruneViews(module: ModuleModel, modules: ReadonlyMap<string, ModuleModel>): readonly View[] {
  const isAnyOutOfUse = [...modules.values()].some((other) => [...other.fields.values()].some(isOutOfUse));
  if (!isAnyOutOfUse) return module.views;
  const isUsable = (path: string): boolean => usable(path, module, modules);
  return module.views.map(({ filter, ...view }) => {
    const kept = filter && pruneFilter(filter, isUsable);
    return {
      ...view,
      ...(kept ? { filter: kept } : {}),
      ...(view.sort ? { sort: view.sort.filter(({ field }) => isUsable(field)) } : {}),
      ...(view.columns ? { columns: view.columns.filter(({ field }) => isUsable(field)) } : {}),
    };
  });
}

/** The fields without conditions that look at a field out of use; they come back with it. */
export function pruneConditions(fields: ReadonlyMap<string, FieldModel>): ReadonlyMap<string, FieldModel> {
  const isBroken = (condition: FilterNode | undefined): boolean =>
    condition !== undefined &&
    conditionFields(condition).some((key) => {
      const field = fields.get(key);
      return !field || isOutOfUse(field);
    });
  const broken = [...fields.values()].filter(({ showWhen, requiredWhen, readOnlyWhen }) =>
    [showWhen, requiredWhen, readOnlyWhen].some(isBroken),
  );
  if (broken.length === 0) return fields;
  const pruned = broken.map(({ showWhen, requiredWhen, readOnlyWhen, ...field }): FieldModel => ({
    ...field,
    ...(showWhen && !isBroken(showWhen) ? { showWhen } : {}),
    ...(requiredWhen && !isBroken(requiredWhen) ? { requiredWhen } : {}),
    ...(readOnlyWhen && !isBroken(readOnlyWhen) ? { readOnlyWhen } : {}),
  }));
  const byKey = new Map(pruned.map((field) => [field.key, field]));
  return new Map([...fields].map(([key, field]) => [key, byKey.get(key) ?? field]));
}

function usable(path: string, module: ModuleModel, modules: ReadonlyMap<string, ModuleModel>): boolean {
  let at: ModuleModel | undefined = module;
  for (const key of path.split('.')) {
    const field: FieldModel | undefined = at?.fields.get(key);
    // Conditions that are no fields (team, watched, any field) are always there.
    if (!field) return true;
    if (isOutOfUse(field)) return false;
    at = field.target ? modules.get(field.target) : undefined;
  }
  return true;
}

function pruneFilter(node: FilterNode, isUsable: (path: string) => boolean): FilterNode | undefined {
  if ('and' in node) return pruneGroup(node.and, isUsable, (and) => ({ and }));
  if ('or' in node) return pruneGroup(node.or, isUsable, (or) => ({ or }));
  if ('not' in node) {
    const kept = pruneFilter(node.not, isUsable);
    return kept && { not: kept };
  }
  return isUsable(node.field) ? node : undefined;
}

function pruneGroup(
  nodes: readonly FilterNode[],
  isUsable: (path: string) => boolean,
  group: (nodes: readonly FilterNode[]) => FilterNode,
): FilterNode | undefined {
  const kept = nodes.flatMap((node) => pruneFilter(node, isUsable) ?? []);
  return kept.length === 0 && nodes.length > 0 ? undefined : group(kept);
}

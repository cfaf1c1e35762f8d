import type { FilterNode, SortKey } from '@ruyi/contract/metadata';
import { hasIndex, type FieldModel, type ModuleModel, type TenantModel } from '@ruyi/engine/model';

/** What a list is asked for by, as far as an index may serve it. */
export interface AskedOrder {
  readonly view?: string | undefined;
  readonly filter?: FilterNode | undefined;
  readonly sort?: readonly SortKey[] | undefined;
}

/**
 * Whether a list reads rows only to look at a field of them: its filter or order, or those of its view, use one that no index
 * serves. Asked before the list is checked: what it does not know is none of them, and refused later.
 */
export function usesUnindexed(model: TenantModel, module: ModuleModel, { view, filter, sort }: AskedOrder): boolean {
  const seen = view === undefined ? undefined : module.views.find(({ key }) => key === view);
  const order = sort && sort.length > 0 ? sort : (seen?.sort ?? []);
  return (
    [filter, seen?.filter].some(
      (node) => node !== undefined && pathsOf(node).some((path) => scans(model, module, path)),
    ) || order.some(({ field }) => sortScans(module, field))
  );
}

function pathsOf(node: FilterNode): readonly string[] {
  if ('field' in node) return [node.field];
  if ('not' in node) return pathsOf(node.not);
  return ('and' in node ? node.and : node.or).flatMap(pathsOf);
}

/** Along a path every field has to be found by an index: the records behind a reference, then those that refer to them. */
function scans(model: TenantModel, module: ModuleModel, path: string): boolean {
  let here: ModuleModel | undefined = module;
  for (const key of path.split('.')) {
    const field: FieldModel | undefined = here?.fields.get(key);
    if (!here || !field) return false;
    if (!hasIndex(here, field)) return true;
    here = field.target === undefined ? undefined : model.modules.get(field.target);
  }
  return false;
}

/** No index has the order of records by something that lies behind a reference. */
function sortScans(module: ModuleModel, path: string): boolean {
  if (path === 'id') return false;
  const [key = '', ...behind] = path.split('.');
  const field = module.fields.get(key);
  if (!field) return false;
  if (behind.length > 0 || field.type === 'reference' || field.type === 'user' || field.type === 'department')
    return true;
  const hasNameOrder = field.storage.at === 'columns' && field.storage.columns['sort'] !== undefined;
  return !hasNameOrder && !hasIndex(module, field);
}

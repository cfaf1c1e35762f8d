import { fieldType } from '@ruyi/engine/field-types';
import type { FieldSettings, Layout, View } from '@ruyi/contract/metadata';
import { deepFreeze } from './deep-freeze.js';
import { duplicateRules } from './duplicate-rules.js';
import type { ModuleDefinition } from './module-definition.js';
import { EMPTY_OVERLAY, type FieldOverlay, type TenantOverlay, type ViewOverlay } from './overlay.js';
import { pruneConditions, pruneViews } from './prune-views.js';
import { shippedModule } from './shipped-module.js';
import type { FieldModel, FieldStorage, ModuleModel, TenantModel } from './tenant-model.js';

const shippedModels = new WeakMap<ModuleDefinition, ModuleModel>();

function shippedModel(definition: ModuleDefinition): ModuleModel {
  let model = shippedModels.get(definition);
  if (!model) {
    model = deepFreeze(shippedModule(definition));
    shippedModels.set(definition, model);
  }
  return model;
}

/** The shipped modules with a tenant's overlay. Frozen; modules that the tenant left alone are shared by all tenants. */
export function buildTenantModel(
  tenant: { readonly tenantId: string; readonly version: number },
  shipped: readonly ModuleDefinition[],
  overlay: TenantOverlay,
): TenantModel {
  const { listened = false } = overlay;
  return Object.freeze({
    ...tenant,
    listened,
    modules: isEmpty(overlay) ? untouched(shipped) : overlaid(shipped, overlay),
  });
}

type Modules = TenantModel['modules'];

const untouchedModules = new WeakMap<readonly ModuleDefinition[], Modules>();

/** Most tenants of most installs: one set of modules in memory for all of them. */
function untouched(shipped: readonly ModuleDefinition[]): Modules {
  const modules = untouchedModules.get(shipped) ?? overlaid(shipped, EMPTY_OVERLAY);
  untouchedModules.set(shipped, modules);
  return modules;
}

const isEmpty = ({ modules, fields, layouts, views }: TenantOverlay): boolean =>
  modules.length + fields.length + layouts.length + views.length === 0;

function overlaid(shipped: readonly ModuleDefinition[], overlay: TenantOverlay): Modules {
  const modules = shipped.map((definition) => applyOverlay(shippedModel(definition), overlay));
  const byKey = new Map(modules.map((module) => [module.key, module]));
  const linked = modules.map((module) => withRelated(withUsableViews(module, byKey), modules));
  return new Map(linked.map((module) => [module.key, deepFreeze(module)]));
}

function applyOverlay(module: ModuleModel, overlay: TenantOverlay): ModuleModel {
  const own = overlay.modules.find(({ key }) => key === module.key);
  const fields = overlay.fields.filter((field) => field.module === module.key);
  const layouts = overlay.layouts.filter((layout) => layout.module === module.key);
  const views = overlay.views.filter((view) => view.module === module.key);
  if (!own && fields.length + layouts.length + views.length === 0) return module;
  const changed = overlaidFields(module, fields);
  return {
    ...module,
    label: own?.label ?? module.label,
    enabled: own?.enabled ?? module.enabled,
    fields: ordered(changed, own?.fieldOrder),
    duplicates: duplicateRules({ nameField: module.nameField, fields: changed }, own?.duplicates),
    layouts: module.layouts.map((layout): Layout => {
      const changed = layouts.find(({ kind }) => kind === layout.kind);
      return changed ? { kind: layout.kind, sections: changed.sections } : layout;
    }),
    views: overlaidViews(module.views, views),
  };
}

function overlaidFields(module: ModuleModel, overlays: readonly FieldOverlay[]): FieldModel[] {
  const changes = new Map(overlays.map((field) => [field.key, field]));
  const known = [...module.fields.values()].map((field): FieldModel => {
    const change = changes.get(field.key);
    if (!change) return field;
    return { ...mergeSettings(field, change.settings), ...(change.retired ? { retired: true } : {}) };
  });
  const custom = overlays.flatMap((overlay) => (overlay.type === undefined ? [] : [customField(overlay)]));
  const system = known.filter((field) => field.origin === 'system');
  return [...known.filter((field) => field.origin !== 'system'), ...custom, ...system];
}

function mergeSettings(field: FieldModel, settings: FieldOverlay['settings']): FieldModel {
  const merged = new Map<string, unknown>(Object.entries({ ...field, ...settings }));
  for (const [name, value] of Object.entries(settings)) if (value === null) merged.delete(name);
  return Object.fromEntries(merged) as unknown as FieldModel;
}

function customField(overlay: FieldOverlay): FieldModel {
  const settings = Object.fromEntries(Object.entries(overlay.settings).filter(([, value]) => value !== null));
  return {
    ...(settings as unknown as FieldSettings),
    key: overlay.key,
    type: overlay.type ?? 'text',
    origin: 'custom',
    ...(overlay.retired ? { retired: true } : {}),
    ...(isSearched(overlay) ? { search: true } : {}),
    storage: customStorage(overlay),
  };
}

const SEARCHED_KINDS: ReadonlySet<string> = new Set(['text', 'mobile', 'telephone', 'email', 'serial']);

/** Short texts of the tenant's own fields are found by the quick search as well. */
function isSearched(overlay: FieldOverlay): boolean {
  return overlay.type !== undefined && SEARCHED_KINDS.has(overlay.type) && !overlay.retired;
}

function customStorage({ type, slot, indexState }: FieldOverlay): FieldStorage {
  if (type === undefined || indexState === undefined || indexState === 'clearing') return { at: 'custom' };
  if (fieldType(type).index === 'values') return { at: 'custom', valueIndex: indexState };
  if (slot === undefined) return { at: 'custom' };
  return { at: 'custom', fillSlot: slot, ...(indexState === 'ready' ? { slot } : {}) };
}

function ordered(fields: readonly FieldModel[], order: readonly string[] | undefined): ReadonlyMap<string, FieldModel> {
  const position = new Map(order?.map((key, index) => [key, index]));
  const rank = (field: FieldModel): number => position.get(field.key) ?? position.size;
  const sorted = position.size === 0 ? fields : fields.toSorted((a, b) => rank(a) - rank(b));
  return new Map(sorted.map((field) => [field.key, field]));
}

function overlaidViews(shipped: readonly View[], overlays: readonly ViewOverlay[]): View[] {
  const changes = new Map(overlays.filter(({ origin }) => origin === 'shipped').map(({ key, view }) => [key, view]));
  const changed = shipped.flatMap((view): View[] => {
    const change = changes.get(view.key);
    if (!change) return [view];
    const { hidden, ...settings } = change;
    return hidden ? [] : [{ ...view, ...settings }];
  });
  const own = overlays.flatMap(({ key, origin, view: { hidden: _, ...view } }): View[] =>
    origin === 'custom' && view.label ? [{ visibility: 'shared', ...view, label: view.label, key, origin }] : [],
  );
  return [...changed, ...own];
}

function withUsableViews(module: ModuleModel, modules: ReadonlyMap<string, ModuleModel>): ModuleModel {
  const views = pruneViews(module, modules);
  const fields = pruneConditions(module.fields);
  return views === module.views && fields === module.fields ? module : { ...module, views, fields };
}

/** Modules whose live reference fields point here; each is a tab of the detail page. */
function withRelated(module: ModuleModel, modules: readonly ModuleModel[]): ModuleModel {
  const related = modules
    .filter((other) => other.enabled)
    .flatMap((other) =>
      [...other.fields.values()]
        .filter((field) => field.origin !== 'system' && !field.retired && !field.hidden && pointsTo(field, module.key))
        .map((field) => ({ module: other.key, field: field.key, label: other.label })),
    );
  return related.length === 0 && module.related.length === 0 ? module : { ...module, related };
}

function pointsTo(field: FieldModel, module: string): boolean {
  const isReference = field.type === 'reference' || field.type === 'references';
  return isReference && (field.target === module || (field.targets?.includes(module) ?? false));
}

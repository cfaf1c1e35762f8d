import { sql, type Row, type Statement } from '@ruyi/engine/context';
import { cleanRichText } from '@ruyi/engine/rich-text';
import type { FieldOverlay, LayoutOverlay, ModuleOverlay, TenantOverlay, ViewOverlay } from './overlay.js';

/** Reads all of a tenant's overlay in one trip; {@link readOverlay} takes the answers in the same order. */
export function overlayStatements(tenantId: string): Statement[] {
  return [
    sql`select module_key, label, enabled, field_order, duplicate_rules from module_overlay where tenant_id = ${tenantId}`,
    sql`select module_key, field_key, type, settings, retired_at is not null as retired, slot, index_state
        from field_def where tenant_id = ${tenantId} and purged_at is null order by created_at, field_key`,
    sql`select module_key, kind, sections from layout where tenant_id = ${tenantId}`,
    sql`select module_key, view_key, origin, settings, owner_id from saved_view where tenant_id = ${tenantId} order by created_at, view_key`,
    sql`select exists (select from webhook where tenant_id = ${tenantId} and enabled) as listened`,
  ];
}

export function readOverlay([
  modules = [],
  fields = [],
  layouts = [],
  views = [],
  webhooks = [],
]: readonly Row[][]): TenantOverlay {
  return {
    modules: modules.map(readModule),
    fields: fields.map(readField),
    layouts: layouts.map(
      (row) => ({ module: row['module_key'], kind: row['kind'], sections: row['sections'] }) as LayoutOverlay,
    ),
    views: views.map(readView),
    listened: webhooks[0]?.['listened'] === true,
  };
}

const readModule = (row: Row): ModuleOverlay =>
  withoutNulls({
    key: row['module_key'],
    label: row['label'],
    enabled: row['enabled'],
    fieldOrder: row['field_order'],
    duplicates: row['duplicate_rules'],
  }) as unknown as ModuleOverlay;

const readField = (row: Row): FieldOverlay =>
  withoutNulls({
    module: row['module_key'],
    key: row['field_key'],
    type: row['type'],
    settings: harmless(row),
    retired: row['retired'],
    slot: row['slot'],
    indexState: row['index_state'],
  }) as unknown as FieldOverlay;

/** A default of rich text may have been set before texts were cleaned. */
function harmless({ type, settings }: Row): unknown {
  const { default: given } = (settings ?? {}) as { readonly default?: unknown };
  if (type !== 'richText' || typeof given !== 'string') return settings;
  return { ...(settings as object), default: cleanRichText(given) };
}

const readView = (row: Row): ViewOverlay => {
  const owner = row['owner_id'] === null ? {} : { ownerId: row['owner_id'], visibility: 'private' };
  return {
    module: row['module_key'],
    key: row['view_key'],
    origin: row['origin'],
    view: { ...(row['settings'] as object), ...owner },
  } as ViewOverlay;
};

function withoutNulls(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}

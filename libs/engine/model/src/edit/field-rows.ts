import { sql } from '@ruyi/engine/context';
import type { FieldOverlay } from '../overlay.js';
import type { MetadataSession } from './metadata-session.js';

/** Writes what the tenant says of a field. False when a new field's key is taken. */
export async function insertField(session: MetadataSession, field: FieldOverlay): Promise<boolean> {
  const { ctx, tx } = session;
  const rows = await tx.query(
    sql`insert into field_def (tenant_id, module_key, field_key, type, settings, slot, index_state, created_by, updated_by)
        values (${ctx.tenantId}, ${field.module}, ${field.key}, ${field.type ?? null}, ${JSON.stringify(field.settings)},
          ${field.slot ?? null}, ${field.indexState ?? null}, ${ctx.userId}, ${ctx.userId})
        on conflict do nothing returning field_key`,
  );
  return rows.length > 0;
}

/** Puts the field's row in place of what was there. */
export async function saveField(session: MetadataSession, field: FieldOverlay): Promise<void> {
  const { ctx, tx } = session;
  await tx.query(
    sql`insert into field_def (tenant_id, module_key, field_key, type, settings, slot, index_state, retired_at, created_by, updated_by)
        values (${ctx.tenantId}, ${field.module}, ${field.key}, ${field.type ?? null}, ${JSON.stringify(field.settings)},
          ${field.slot ?? null}, ${field.indexState ?? null}, case when ${field.retired}::boolean then now() end, ${ctx.userId}, ${ctx.userId})
        on conflict (tenant_id, module_key, field_key) do update set settings = excluded.settings, slot = excluded.slot,
          index_state = excluded.index_state, retired_at = case when excluded.retired_at is null then null else coalesce(field_def.retired_at, now()) end,
          updated_at = now(), updated_by = excluded.updated_by`,
  );
}

import { sql } from '@ruyi/engine/context';
import type { MetadataSession } from './metadata-session.js';

/** Keeps the order of a module's fields. */
export async function saveFieldOrder(
  { ctx, tx }: MetadataSession,
  module: string,
  keys: readonly string[],
): Promise<void> {
  await tx.query(
    sql`insert into module_overlay (tenant_id, module_key, field_order) values (${ctx.tenantId}, ${module}, ${keys}::text[])
        on conflict (tenant_id, module_key) do update set field_order = excluded.field_order`,
  );
}

import { sql } from '@ruyi/engine/context';
import type { RecordBehaviour } from '@ruyi/engine/records';

const HOLDERS = new Set(['files', 'images', 'signature']);

/** Ties a file to the first record that shows it: from then on whoever may read the record's field may read the file. */
export const fileBehaviour: RecordBehaviour = {
  name: 'files',
  modules: 'all',
  async afterWrite(change, { session }) {
    const held = [...change.module.fields.values()].filter(
      (field) => HOLDERS.has(field.type) && change.touches(field.key),
    );
    const ids = held.flatMap((field) => idsOf(change.after[field.key]));
    if (ids.length === 0) return;
    const { ctx, tx } = session;
    await tx.query(
      sql`update file set module_key = ${change.module.key}, record_id = ${change.id}
          where tenant_id = ${ctx.tenantId} and id = any(${ids}::uuid[]) and record_id is null`,
    );
  },
};

function idsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

import type { ModuleModel } from '@ruyi/engine/model';
import { decodeRecord, recordColumns, type StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/** Live records whose reference names this one, kept for the rest of the transaction, in the order of their ids. */
export async function readByReference(
  session: WriteSession,
  module: ModuleModel,
  field: string,
  id: string,
): Promise<StoredRecord[]> {
  const { storage } = module.fields.get(field) ?? {};
  if (!storage || (storage.at !== 'columns' && storage.at !== 'custom')) return [];
  const condition = storage.at === 'columns' ? `${storage.columns['value']} = $2` : `custom->>'${field}' = $2::text`;
  const rows = await session.tx.query({
    text: `select ${recordColumns(module)} from ${module.table}
           where tenant_id = $1 and ${condition} and deleted_at is null order by id for update`,
    values: [session.ctx.tenantId, id],
  });
  return rows.map((row) => decodeRecord(module, row));
}

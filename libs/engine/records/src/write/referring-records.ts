import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { decodeRecord, recordColumns, type StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/**
 * Records that name one of these in the field, the recycle bin included, by id and kept for the rest of the transaction;
 * of those in `except` none.
 */
export async function referringRecords(
  session: WriteSession,
  module: ModuleModel,
  field: FieldModel,
  asked: { readonly ids: readonly string[]; readonly except: readonly string[]; readonly limit?: number },
): Promise<StoredRecord[]> {
  const { ids, except, limit } = asked;
  const rows = await session.tx.query({
    text: `select ${recordColumns(module)} from ${module.table}
           where tenant_id = $1 and ${namesOneOf(module, field)} and not (id = any($3::uuid[]))
             ${module.moduleId ? 'and module_id = $4' : ''} order by id ${limit === undefined ? '' : `limit ${limit}`} for update`,
    values: [session.ctx.tenantId, ids, except, ...(module.moduleId ? [module.moduleId] : [])],
  });
  return rows.map((row) => decodeRecord(module, row));
}

/** `$2` are the ids. */
function namesOneOf(module: ModuleModel, { storage, key, type }: FieldModel): string {
  const list = type === 'references';
  if (storage.at === 'columns') {
    const column = storage.columns['value'] ?? 'null::uuid';
    return list ? `${column} && $2::uuid[]` : `${column} = any($2::uuid[])`;
  }
  if (storage.at !== 'custom') return 'false';
  if (!list) return `${storage.slot ?? `nullif(custom->>'${key}', '')::uuid`} = any($2::uuid[])`;
  if (storage.valueIndex !== 'ready') return `custom->'${key}' ?| ($2::uuid[])::text[]`;
  return `id in (select v.record_id from value_index v where v.tenant_id = $1 and v.module_key = '${module.key}'
    and v.field_key = '${key}' and v.value = any(($2::uuid[])::text[]))`;
}

import { nameSort } from '@ruyi/engine/field-types';
import type { Statement } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { companyCore, withoutLegalForm } from './company-core.js';
import type { Compared } from './candidates.js';

/** Records that one value may find. */
const MOST = 20;
/** Behind every letter. */
const LAST = '\u{10FFFF}';

/** Whether {@link quickCandidates} can look the field up. */
export function isQuick(module: ModuleModel, field: FieldModel): boolean {
  return module.moduleId === undefined && columnOf(module, field) !== null;
}

/**
 * For many values of one field in one statement, along an index: records that have the value; of the name field those
 * whose name begins as the name does without its legal form. Answers `at`, the place of the value, and `id`; records of the
 * batch itself (`own`) are left out.
 */
export function quickCandidates(
  tenantId: string,
  module: ModuleModel,
  field: FieldModel,
  compared: readonly Compared[],
  own: readonly string[],
): Statement {
  const column = columnOf(module, field) ?? '';
  const isName = field.key === module.nameField;
  const keys = compared.flatMap(({ value }, at) =>
    (isName ? beginnings(String(value)) : [String(value)]).map((key) => ({ at, key })),
  );
  const range = isName ? `${column} >= k.key and ${column} < k.key || $5` : `${column} = k.key and $5 <> ''`;
  return {
    text: `select k.at, r.id from unnest($2::int[], $3::text[]) k (at, key)
           cross join lateral (
             select id from ${module.table}
             where tenant_id = $1 and ${range} and deleted_at is null and id <> all($4::uuid[])
             order by tenant_id, ${column}, id limit ${MOST}
           ) r`,
    values: [tenantId, keys.map(({ at }) => at), keys.map(({ key }) => key), own, LAST],
  };
}

function columnOf(module: ModuleModel, { key, type, indexed, storage }: FieldModel): string | null {
  if (storage.at !== 'columns') return null;
  if (key === module.nameField) return storage.columns['sort'] ?? null;
  return type === 'mobile' && indexed ? (storage.columns['value'] ?? null) : null;
}

/** How the order of names spells what the name begins with. */
function beginnings(name: string): string[] {
  // Most names are the same either way, and to spell one takes longer than to look it up.
  const parts = [...new Set([companyCore(name), withoutLegalForm(name)])];
  const spelt = parts.map((part) => nameSort(part)?.split('\u0001')[0] ?? '');
  return [...new Set(spelt)].filter((part) => part !== '');
}

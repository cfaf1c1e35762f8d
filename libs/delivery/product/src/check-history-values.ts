import { fieldType } from '@ruyi/engine/field-types';
import { sql, type Context, type Row } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { decodeRecord, recordColumns, sameValue } from '@ruyi/engine/records';
import type { Finding } from './finding.js';
import type { Product } from './product.js';

/** Rows held against their history at a time: what is in memory does not grow with the company. */
const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Values that the history names once and that go on without it: what a follow-up tells its customer, and since when an
 * owner has a record, which the history has from another clock.
 */
const GO_ON_QUIETLY: ReadonlySet<string> = new Set(['lastFollowUpAt', 'nextContactAt', 'ownedSince']);

interface Wrong {
  count: number;
  readonly examples: string[];
}

/**
 * Holds what records have against what the newest entry of their history that names a field left in it, all records of all
 * modules. A field that is purged is in neither, one without a history is not asked.
 */
export async function checkHistoryValues(product: Product, ctx: Context, mostExamples: number): Promise<Finding[]> {
  const model = await product.models.get(ctx);
  const findings: Finding[] = [];
  for (const module of model.modules.values()) {
    const fields = await heldFields(product, ctx, module);
    const wrong = new Map<string, Wrong>();
    for (let after = FIRST; ;) {
      const [rows = []] = await product.ports.database.read(ctx.tenantId, [nextRows(ctx, module, after)]);
      for (const row of rows)
        for (const key of disagreeing(ctx, module, fields, row)) {
          const found = wrong.get(key) ?? { count: 0, examples: [] };
          found.count += 1;
          if (found.examples.length < mostExamples) found.examples.push(String(row['id']));
          wrong.set(key, found);
        }
      if (rows.length < BATCH) break;
      after = String(rows.at(-1)?.['id']);
    }
    for (const [key, { count, examples }] of wrong)
      findings.push({
        what: `${module.key}: values of ${key} that are not what their history ends with`,
        count,
        examples,
      });
  }
  return findings;
}

/** Fields whose every change is in the history. One whose history was ever switched off has changes that are not. */
async function heldFields(product: Product, ctx: Context, module: ModuleModel): Promise<readonly FieldModel[]> {
  const [rows = []] = await product.ports.database.read(ctx.tenantId, [
    sql`select distinct detail->>'key' as key from audit_log where tenant_id = ${ctx.tenantId} and action = 'field.edit'
        and detail->>'module' = ${module.key} and detail->'after' ? 'audited'`,
  ]);
  const switched = new Set(rows.map(({ key }) => String(key)));
  return [...module.fields.values()].filter(
    ({ key, audited, storage }) =>
      (storage.at === 'columns' || storage.at === 'custom') &&
      audited !== false &&
      !switched.has(key) &&
      !GO_ON_QUIETLY.has(key),
  );
}

/** Rows with the newest value of each field that their history names; one statement, so that no write comes between. */
function nextRows(ctx: Context, module: ModuleModel, after: string): { text: string; values: unknown[] } {
  const own = module.moduleId ? 'and t.module_id = $3' : '';
  return {
    text: `select ${recordColumns(module, 't')}, told.newest_values
           from (select t.* from ${module.table} t where t.tenant_id = $1 and t.id > $2 ${own} order by t.id limit ${BATCH}) t
           left join lateral (
             select jsonb_object_agg(newest.key, newest.value) as newest_values from (
               select distinct on (named.key) named.key, named.value
               from history h cross join lateral jsonb_each(h.after) named
               where h.tenant_id = t.tenant_id and h.record_id = t.id
               order by named.key, h.version desc, h.id desc
             ) newest
           ) told on true
           order by t.id`,
    values: [ctx.tenantId, after, ...(module.moduleId ? [module.moduleId] : [])],
  };
}

function disagreeing(ctx: Context, module: ModuleModel, fields: readonly FieldModel[], row: Row): string[] {
  const told = (row['newest_values'] ?? {}) as Readonly<Record<string, unknown>>;
  const record = decodeRecord(module, row);
  return fields.flatMap((field) =>
    field.key in told && !sameValue(asStored(ctx, field, told[field.key]), asStored(ctx, field, record[field.key]))
      ? [field.key]
      : [],
  );
}

/** A value as its field's kind reads it back from the store: two spellings of one instant or one amount are one. */
function asStored(ctx: Context, field: FieldModel, value: unknown): unknown {
  const type = fieldType(field.type);
  const parts = type.encode(value, ctx);
  const read = type.columns(field).map(({ part, sqlType }) => {
    const stored = parts[part] ?? null;
    return [part, sqlType === 'jsonb' && typeof stored === 'string' ? (JSON.parse(stored) as unknown) : stored];
  });
  return type.decode(Object.fromEntries(read));
}

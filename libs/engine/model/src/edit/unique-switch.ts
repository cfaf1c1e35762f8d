import { AppError } from '@ruyi/contract/errors';
import { normaliseUnique } from '@ruyi/contract/field-values';
import { sql, type Context, type Transaction } from '@ruyi/engine/context';
import { decodeField } from '../stored-value.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';

const BATCH = 2000;
const PAIRS_SHOWN = 20;

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** Two records that have the same value in a field that is to be unique. */
export interface DuplicatePair {
  readonly value: string;
  readonly records: readonly [Named, Named];
}

/** Enters every live record's value as taken; refused, naming the first 20 pairs, when two have the same. */
export async function takeAllValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
): Promise<void> {
  const pairs: DuplicatePair[] = [];
  let after: string | null = '00000000-0000-0000-0000-000000000000';
  while (after !== null && pairs.length < PAIRS_SHOWN) {
    const records = await nextValues(ctx, tx, module, field, { after });
    after = records.last;
    const lost = await takeValues(ctx, tx, module, field, records.taken);
    pairs.push(...(await pairsOf(ctx, tx, { module, field }, lost.slice(0, PAIRS_SHOWN - pairs.length))));
  }
  if (pairs.length > 0) {
    throw new AppError(409, 'notUnique', {
      issues: [{ path: 'unique', code: 'notUnique', key: 'notUnique.existing' }],
      meta: { pairs },
    });
  }
}

/** Enters the values of records written since, as far as nobody has them. */
export async function takeRecentValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
  since: string,
): Promise<void> {
  let after: string | null = '00000000-0000-0000-0000-000000000000';
  while (after !== null) {
    const records = await nextValues(ctx, tx, module, field, { after, since });
    after = records.last;
    await takeValues(ctx, tx, module, field, records.taken);
  }
}

/** The field is no longer unique: nobody holds a value. */
export async function releaseAllValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
): Promise<void> {
  await tx.query(
    sql`delete from unique_value where tenant_id = ${ctx.tenantId} and module_key = ${module.key} and field_key = ${field.key}`,
  );
}

interface Value {
  readonly id: string;
  readonly text: string;
}

async function nextValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
  batch: { readonly after: string; readonly since?: string },
): Promise<{ readonly taken: Value[]; readonly last: string | null }> {
  const condition = field.uniqueWhen && module.fields.get(field.uniqueWhen.field);
  const columns = [field, ...(condition ? [condition] : [])].flatMap((read) =>
    read.storage.at === 'columns' ? Object.values(read.storage.columns) : [],
  );
  const values: unknown[] = [ctx.tenantId, batch.after];
  const since = batch.since ? `and updated_at >= $${values.push(batch.since)}` : '';
  const rows = await tx.query<{ id: string }>({
    text: `select ${[...new Set(['id', 'custom', ...columns])].join(', ')} from ${module.table}
           where tenant_id = $1 and id > $2 and deleted_at is null ${since} order by id limit ${BATCH}`,
    values,
  });
  const taken = rows.flatMap((row): Value[] => {
    if (condition && decodeField(condition, { ...row }) !== field.uniqueWhen?.value) return [];
    const text = normaliseUnique(field, decodeField(field, { ...row }));
    return text === null ? [] : [{ id: row.id, text }];
  });
  return { taken, last: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null) };
}

/** Answers those that another record has. */
async function takeValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
  wanted: readonly Value[],
): Promise<Value[]> {
  if (wanted.length === 0) return [];
  const rows = await tx.query<{ record_id: string }>(
    sql`insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id)
        select ${ctx.tenantId}, ${module.key}, ${field.key}, v.value, v.id
        from unnest(${wanted.map(({ text }) => text)}::text[], ${wanted.map(({ id }) => id)}::uuid[]) as v (value, id)
        on conflict do nothing returning record_id`,
  );
  const got = new Set(rows.map((row) => row.record_id));
  return wanted.filter(({ id }) => !got.has(id));
}

async function pairsOf(
  ctx: Context,
  tx: Transaction,
  { module, field }: { readonly module: ModuleModel; readonly field: FieldModel },
  lost: readonly Value[],
): Promise<DuplicatePair[]> {
  if (lost.length === 0) return [];
  const name = module.fields.get(module.nameField)?.storage;
  const nameColumn = name?.at === 'columns' ? (name.columns['value'] ?? 'id') : 'id';
  const rows = await tx.query<{
    value: string;
    first_id: string;
    first_name: string;
    second_id: string;
    second_name: string;
  }>({
    text: `select v.value, a.id as first_id, left(a.${nameColumn}::text, 200) as first_name, b.id as second_id, left(b.${nameColumn}::text, 200) as second_name
           from unnest($2::text[], $3::uuid[]) with ordinality as v (value, id, position)
           join unique_value u on u.tenant_id = $1 and u.module_key = $4 and u.field_key = $5 and u.value_norm = v.value
           join ${module.table} a on a.tenant_id = $1 and a.id = u.record_id
           join ${module.table} b on b.tenant_id = $1 and b.id = v.id
           where a.id <> b.id order by v.position`,
    values: [ctx.tenantId, lost.map(({ text }) => text), lost.map(({ id }) => id), module.key, field.key],
  });
  return rows.map((row) => ({
    value: row.value,
    records: [
      { id: row.first_id, name: row.first_name },
      { id: row.second_id, name: row.second_name },
    ],
  }));
}

import { fieldType } from '@ruyi/engine/field-types';
import type { Context, Database, Statement, Transaction } from '@ruyi/engine/context';
import { fieldOrThrow, moduleOrThrow } from '../model-lookup.js';
import type { FieldModel, ModuleModel, TenantModel } from '../tenant-model.js';

/** How many live records have a value, and how many have each option. */
export interface FieldUsage {
  readonly records: number;
  readonly options: Readonly<Record<string, number>>;
}

/** Tells the admin what a change of a field would touch. */
export async function readFieldUsage(
  ctx: Context,
  database: Database,
  model: TenantModel,
  moduleKey: string,
  key: string,
): Promise<FieldUsage> {
  const module = moduleOrThrow(model, moduleKey);
  const field = fieldOrThrow(module, key);
  const [records, options] = await database.read(ctx.tenantId, [
    countRecords(ctx, module, field),
    countOptions(ctx, module, field),
  ]);
  return {
    records: Number(records?.[0]?.['records'] ?? 0),
    options: Object.fromEntries((options ?? []).map((row) => [String(row['option']), Number(row['records'])])),
  };
}

/** Which options records have, those in the recycle bin included. */
export async function usedOptions(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ option: string }>(countOptions(ctx, module, field, { deleted: true }));
  return new Set(rows.map((row) => row.option));
}

/** The SQL that reads a field of the table aliased `r`. */
export function fieldExpression(field: FieldModel): { readonly value: string; readonly isEmpty: string } {
  const { sql } = fieldType(field.type);
  const { storage } = field;
  if (storage.at === 'columns' && sql) {
    return { value: sql.columnExpression('r', storage.columns), isEmpty: sql.columnIsEmpty('r', storage.columns) };
  }
  if (storage.at === 'custom' && sql)
    return { value: sql.customExpression('r', field.key), isEmpty: sql.customIsEmpty('r', field.key) };
  return { value: 'null::text', isEmpty: 'true' };
}

function countRecords(ctx: Context, module: ModuleModel, field: FieldModel): Statement {
  return {
    text: `select count(*)::int as records from ${module.table} r where r.tenant_id = $1 and r.deleted_at is null and not (${fieldExpression(field).isEmpty})`,
    values: [ctx.tenantId],
  };
}

function countOptions(
  ctx: Context,
  module: ModuleModel,
  field: FieldModel,
  also: { readonly deleted?: true } = {},
): Statement {
  const { value } = fieldExpression(field);
  const isList = field.type === 'multiSelect';
  const live = also.deleted ? '' : 'and r.deleted_at is null';
  if (!isList && field.type !== 'select')
    return { text: 'select null as option, 0 as records where false', values: [] };
  return {
    text: `select o.option, count(*)::int as records from ${module.table} r
           cross join lateral ${isList ? `unnest(${value})` : `(select ${value})`} as o (option)
           where r.tenant_id = $1 ${live} and o.option is not null group by o.option`,
    values: [ctx.tenantId],
  };
}

import { normaliseUnique } from '@ruyi/contract/field-values';
import type { FilterCondition } from '@ruyi/contract/metadata';
import { sql, type Context, type Row, type Statement, type Transaction } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import type { StoredRecord } from './stored-record.js';
import { sameValue } from './same-value.js';

/** A value of a unique field in the form that must be the only one. */
export interface UniqueText {
  readonly field: string;
  readonly text: string;
}

/** A value that another record has; `holder` is null where it is not known which. */
export interface HeldValue {
  readonly field: string;
  readonly holder: string | null;
}

/** What a change takes and gives up. */
export interface UniqueStep {
  readonly released: readonly string[];
  readonly taken: readonly UniqueText[];
}

/** Compares a record before and after: a record in the recycle bin holds no value, nor does one outside `uniqueWhen`. */
export function uniqueStep(module: ModuleModel, before: StoredRecord | null, after: StoredRecord): UniqueStep {
  const released: string[] = [];
  const taken: UniqueText[] = [];
  for (const field of module.fields.values()) {
    if (!field.unique || field.retired) continue;
    const held = (record: StoredRecord | null): string | null =>
      record && record.deletedAt === null && fulfils(record, field.uniqueWhen)
        ? normaliseUnique(field, record[field.key])
        : null;
    const [old, now] = [held(before), held(after)];
    if (old === now) continue;
    if (old !== null) released.push(field.key);
    if (now !== null) taken.push({ field: field.key, text: now });
  }
  return { released, taken };
}

function fulfils(record: StoredRecord, condition: FilterCondition | undefined): boolean {
  if (!condition) return true;
  const value = record[condition.field] ?? null;
  switch (condition.op) {
    case 'eq':
      return sameValue(value, condition.value);
    case 'ne':
      return !sameValue(value, condition.value);
    case 'in':
      return Array.isArray(condition.value) && condition.value.some((each) => sameValue(value, each));
    default:
      throw new Error(`uniqueWhen cannot use ${condition.op}`);
  }
}

export function releaseUnique(ctx: Context, recordId: string, fields: readonly string[]): Statement {
  return sql`delete from unique_value where tenant_id = ${ctx.tenantId} and record_id = ${recordId} and field_key = any(${fields}::text[])`;
}

/**
 * Takes the values for the record; answers the fields that it got. Waits for a transaction that is taking the same
 * value, so of two at once one gets it.
 */
export function takeUnique(
  ctx: Context,
  module: ModuleModel,
  recordId: string,
  texts: readonly UniqueText[],
): Statement {
  return sql`insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id)
    select ${ctx.tenantId}, ${module.key}, u.field, u.value, ${recordId}
    from unnest(${texts.map((each) => each.field)}::text[], ${texts.map((each) => each.text)}::text[]) as u (field, value)
    order by u.field, u.value
    on conflict do nothing returning field_key`;
}

/** Those of the wanted values that {@link takeUnique} did not get, with who has them. */
export async function lostValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  step: { readonly wanted: readonly UniqueText[]; readonly got: readonly Row[] },
): Promise<HeldValue[]> {
  const got = new Set(step.got.map((row) => row['field_key']));
  const lost = step.wanted.filter(({ field }) => !got.has(field));
  if (lost.length === 0) return [];
  const holders = await holdersOf(ctx, tx, module, lost);
  return lost.map((each) => ({ field: each.field, holder: holders.get(uniqueKey(each)) ?? null }));
}

/** Field and value as one key of a map. */
export function uniqueKey({ field, text }: UniqueText): string {
  return `${field}\n${text}`;
}

/** Which records have these values, by {@link uniqueKey}. */
export async function holdersOf(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  texts: readonly UniqueText[],
): Promise<Map<string, string>> {
  if (texts.length === 0) return new Map();
  const rows = await tx.query<{ field_key: string; value_norm: string; record_id: string }>(
    sql`select u.field_key, u.value_norm, u.record_id
        from unnest(${texts.map((each) => each.field)}::text[], ${texts.map((each) => each.text)}::text[]) as t (field, value)
        join unique_value u on u.field_key = t.field and u.value_norm = t.value
        where u.tenant_id = ${ctx.tenantId} and u.module_key = ${module.key}`,
  );
  return new Map(rows.map((row) => [uniqueKey({ field: row.field_key, text: row.value_norm }), row.record_id]));
}

/** Which records have these values of one field, already in the form that must be the only one; by value. */
export async function uniqueHolders(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  wanted: { readonly field: string; readonly texts: readonly string[] },
): Promise<Map<string, string>> {
  const texts = wanted.texts.map((text): UniqueText => ({ field: wanted.field, text }));
  const holders = await holdersOf(ctx, tx, module, texts);
  return new Map(
    texts.flatMap((each) => {
      const holder = holders.get(uniqueKey(each));
      return holder === undefined ? [] : [[each.text, holder] as const];
    }),
  );
}

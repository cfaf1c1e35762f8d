import { fieldType, SLOT_SQL_TYPE, type SlotClass } from '@ruyi/engine/field-types';
import { sql, type Context, type Transaction } from '@ruyi/engine/context';
import { decodeField, slotValue } from '../stored-value.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';

/** Records per statement: long enough to be quick, short enough to keep nobody waiting for the rows. */
export const BATCH = 1000;

export interface IndexedField {
  readonly module: ModuleModel;
  readonly field: FieldModel;
}

interface Batch {
  /** Go on behind this record. */
  readonly after?: string;
  /** Only records that were written since. */
  readonly since?: string;
}

/**
 * Copies a custom field's value of the next records to its slot, or to `value_index`; whatever the copy was before.
 * Answers the last record's id, null when there are no more.
 */
export async function copyToIndex(
  ctx: Context,
  tx: Transaction,
  { module, field }: IndexedField,
  batch: Batch,
): Promise<string | null> {
  if (field.storage.at !== 'custom') return null;
  const { fillSlot: slot } = field.storage;
  const text = [`select id, custom from ${module.table} where tenant_id = $1`, 'and id > $2'];
  const values: unknown[] = [ctx.tenantId, batch.after ?? '00000000-0000-0000-0000-000000000000'];
  if (batch.since) text.push(`and updated_at >= $${values.push(batch.since)}`);
  else text.push(`and (custom->$${values.push(field.key)}::text is not null${slot ? ` or ${slot} is not null` : ''})`);
  const rows = await tx.query<{ id: string; custom: Record<string, unknown> }>({
    text: `${text.join(' ')} order by id limit ${BATCH} for update`,
    values,
  });
  if (rows.length === 0) return null;
  const records = rows.map((row) => ({ id: row.id, value: decodeField(field, row) }));
  if (slot) await writeSlot(ctx, tx, { module, field }, { slot, records });
  else await writeIndexValues(ctx, tx, { module, field }, records);
  return rows.length < BATCH ? null : (rows.at(-1)?.id ?? null);
}

async function writeSlot(
  ctx: Context,
  tx: Transaction,
  { module, field }: IndexedField,
  {
    slot,
    records,
  }: { readonly slot: string; readonly records: readonly { readonly id: string; readonly value: unknown }[] },
): Promise<void> {
  const sqlType = SLOT_SQL_TYPE[fieldType(field.type).index as SlotClass];
  await tx.query({
    text: `update ${module.table} t set ${slot} = v.value from unnest($2::uuid[], $3::${sqlType}[]) as v (id, value)
           where t.tenant_id = $1 and t.id = v.id and t.${slot} is distinct from v.value`,
    values: [ctx.tenantId, records.map(({ id }) => id), records.map(({ value }) => slotValue(field, value, ctx))],
  });
}

async function writeIndexValues(
  ctx: Context,
  tx: Transaction,
  { module, field }: IndexedField,
  records: readonly { readonly id: string; readonly value: unknown }[],
): Promise<void> {
  const pairs = records.flatMap(({ id, value }) =>
    fieldType(field.type)
      .indexValues(value)
      .map((item) => ({ id, item })),
  );
  await tx.query(
    sql`delete from value_index where tenant_id = ${ctx.tenantId} and field_key = ${field.key} and module_key = ${module.key}
        and record_id = any(${records.map(({ id }) => id)}::uuid[])`,
  );
  await tx.query(
    sql`insert into value_index (tenant_id, module_key, field_key, value, record_id)
        select ${ctx.tenantId}, ${module.key}, ${field.key}, v.value, v.id
        from unnest(${pairs.map(({ item }) => item)}::text[], ${pairs.map(({ id }) => id)}::uuid[]) as v (value, id)
        on conflict do nothing`,
  );
}

/** Takes copies out of a slot, or the field's rows out of `value_index`. Answers how many; fewer than a batch was all. */
export async function clearIndex(
  ctx: Context,
  tx: Transaction,
  at: { readonly module: ModuleModel; readonly fieldKey: string; readonly slot: string | undefined },
): Promise<number> {
  const { module, fieldKey, slot } = at;
  const rows = await tx.query(
    slot
      ? {
          text: `update ${module.table} set ${slot} = null where tenant_id = $1 and id in
                 (select id from ${module.table} where tenant_id = $1 and ${slot} is not null limit ${BATCH}) returning id`,
          values: [ctx.tenantId],
        }
      : sql`delete from value_index where tenant_id = ${ctx.tenantId} and module_key = ${module.key} and field_key = ${fieldKey}
            and (value, record_id) in (select value, record_id from value_index
              where tenant_id = ${ctx.tenantId} and module_key = ${module.key} and field_key = ${fieldKey} limit 1000)
            returning record_id`,
  );
  return rows.length;
}

/** Whether the module has so few records that work on all of them fits into the admin's own request. */
export async function isSmall(ctx: Context, tx: Transaction, module: ModuleModel): Promise<boolean> {
  const most = 2000;
  const rows = await tx.query<{ records: number }>({
    text: `select count(*)::int as records from (select 1 from ${module.table} where tenant_id = $1 limit ${most + 1}) as few`,
    values: [ctx.tenantId],
  });
  return (rows[0]?.records ?? 0) <= most;
}

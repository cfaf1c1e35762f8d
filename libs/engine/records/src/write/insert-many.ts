import type { Context, Statement } from '@ruyi/engine/context';
import { fieldType } from '@ruyi/engine/field-types';
import type { ModuleModel } from '@ruyi/engine/model';
import { searchRow } from '../search/search-row-statements.js';
import { historyRow } from './history-row.js';
import type { RecordChange } from './record-change.js';
import { newValues } from './row-statements.js';
import { toStored } from './stored-values.js';
import type { UniqueText } from './unique-values.js';

/** A value of a unique field that a new record takes. */
export interface TakenText extends UniqueText {
  readonly record: string;
}

/** The statements that write many new records of one module as so many single ones would, but for their unique values. */
export function insertMany(ctx: Context, module: ModuleModel, changes: readonly RecordChange[]): Statement[] {
  return [
    {
      text: `insert into record (tenant_id, id, module_key, owner_id)
             select $1, r.id, $2, r.owner from unnest($3::uuid[], $4::uuid[]) as r (id, owner)`,
      values: [ctx.tenantId, module.key, changes.map(({ id }) => id), changes.map(({ after }) => after.ownerId)],
    },
    ...rowsOf(ctx, module, changes),
    {
      text: `insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, at, version, before, after, note)
             select $1, h.record, h.id, h.module, h."changeSet", h.action, h.actor, h.at, h.version, h.before::jsonb, h.after::jsonb, h.note::jsonb
             from json_to_recordset($2) as h (record uuid, id uuid, module text, "changeSet" uuid, action text, actor uuid,
               at timestamptz, version int, before text, after text, note text)`,
      values: [ctx.tenantId, JSON.stringify(changes.map((change) => historyRow(ctx, change, change.values)))],
    },
    {
      text: `insert into search_row (tenant_id, module_key, record_id, owner_id, created_by, recency, tokens, fields, texts)
             select $1, s.module_key, s.record_id, s.owner_id, s.created_by, s.recency, s.tokens, s.fields, s.texts
             from json_to_recordset($2) as s (module_key text, record_id uuid, owner_id uuid, created_by uuid,
               recency timestamptz, tokens text[], fields text[], texts text[])`,
      values: [ctx.tenantId, JSON.stringify(changes.map(({ after }) => searchRow(ctx, module, after)))],
    },
  ];
}

/**
 * Takes the values for new records; answers a row for each that it got. In the order in which one transaction after the
 * other takes them, so that two that want the same values wait and never dead-lock.
 */
export function takeUniqueOfMany(ctx: Context, module: ModuleModel, texts: readonly TakenText[]): Statement {
  return {
    text: `insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id)
           select $1, $2, u.field, u.value, u.record from unnest($3::text[], $4::text[], $5::uuid[]) as u (field, value, record)
           order by u.field, u.value on conflict do nothing returning field_key`,
    values: [
      ctx.tenantId,
      module.key,
      texts.map(({ field }) => field),
      texts.map(({ text }) => text),
      texts.map(({ record }) => record),
    ],
  };
}

/** Rows of the module's table and of the index of lists. */
function rowsOf(ctx: Context, module: ModuleModel, changes: readonly RecordChange[]): Statement[] {
  const keys = new Set(changes.flatMap(({ values }) => Object.keys(values)));
  const empty = Object.fromEntries([...keys].map((key) => [key, null]));
  const documents = documentColumns(module);
  const rows: Record<string, unknown>[] = [];
  const indexed: { field: string; value: string; record: string }[] = [];
  for (const { id, values } of changes) {
    // Every row names every column that one of them has: they are written by one statement.
    const stored = toStored(ctx, module, newValues(id, { ...empty, ...values }));
    const row: Record<string, unknown> = Object.fromEntries(stored.columns);
    for (const column of documents) if (typeof row[column] === 'string') row[column] = JSON.parse(row[column]);
    rows.push({ ...row, custom: stored.custom });
    for (const [field, list] of stored.indexed) for (const value of list) indexed.push({ field, value, record: id });
  }
  const columns = Object.keys(rows[0] ?? {});
  const own = module.moduleId ? [module.moduleId] : [];
  return [
    {
      text: `insert into ${module.table} (tenant_id${own.length > 0 ? ', module_id' : ''}, ${columns.join(', ')})
             select $1${own.length > 0 ? ', $3::uuid' : ''}, ${columns.join(', ')} from json_populate_recordset(null::${module.table}, $2)`,
      values: [ctx.tenantId, JSON.stringify(rows), ...own],
    },
    ...(indexed.length === 0
      ? []
      : [
          {
            text: `insert into value_index (tenant_id, module_key, field_key, value, record_id)
                   select $1, $2, v.field, v.value, v.record from unnest($3::text[], $4::text[], $5::uuid[]) as v (field, value, record)
                   on conflict do nothing`,
            values: [
              ctx.tenantId,
              module.key,
              indexed.map(({ field }) => field),
              indexed.map(({ value }) => value),
              indexed.map(({ record }) => record),
            ],
          },
        ]),
  ];
}

/** Columns that hold a document: encoded as text for a parameter, they stand in a row as what they are. */
function documentColumns(module: ModuleModel): string[] {
  return [...module.fields.values()].flatMap((field) => {
    const { storage } = field;
    if (storage.at !== 'columns') return [];
    return fieldType(field.type)
      .columns(field)
      .filter(({ sqlType }) => sqlType === 'jsonb')
      .flatMap(({ part }) => storage.columns[part] ?? []);
  });
}

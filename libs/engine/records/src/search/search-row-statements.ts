import type { Context, Statement } from '@ruyi/engine/context';
import { fieldType } from '@ruyi/engine/field-types';
import type { ModuleModel } from '@ruyi/engine/model';
import { exactSpellings, exactTokens } from './exact-tokens.js';
import { isProse } from './is-prose.js';
import { searchEntry } from './search-tokens.js';

/** The record as the search keeps it. */
export interface SearchableRecord {
  readonly id: string;
  readonly createdBy: string | null;
  readonly createdAt: string | Date;
  /** Field values in the form of the API. */
  readonly [field: string]: unknown;
}

/** Tokens beyond these are not kept: a record with so much text is found by its first part. */
const MOST_TOKENS = 600;

/** A record's row of the search table; its names are the columns. Whose it is the register of records knows. */
export interface SearchRow {
  readonly module_key: string;
  readonly record_id: string;
  readonly created_by: string | null;
  readonly recency: string | Date;
  readonly tokens: readonly string[];
  /** The field of each text. */
  readonly fields: readonly string[];
  readonly texts: readonly string[];
}

export function searchRow(ctx: Pick<Context, 'tenantId'>, module: ModuleModel, record: SearchableRecord): SearchRow {
  const { tokens, ...row } = plainSearchRow(module, record);
  const prefix = tokenPrefix(ctx.tenantId);
  return { ...row, tokens: tokens.map((token) => `${prefix}${token}`) };
}

/**
 * Writes the rows of new records. The hundred tokens of a record travel as one text without what stands before each (no
 * token has a space in it): to read them as an array of JSON was a quarter of what the statement costs.
 */
export function insertSearchRows(
  ctx: Pick<Context, 'tenantId'>,
  module: ModuleModel,
  records: readonly SearchableRecord[],
): Statement {
  const rows = records.map((record) => {
    const row = plainSearchRow(module, record);
    return { ...row, tokens: row.tokens.join(' ') };
  });
  return {
    text: `insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
           select $1, s.module_key, s.record_id, s.created_by, s.recency,
             case s.tokens when '' then '{}' else string_to_array($3::text || replace(s.tokens, ' ', ' ' || $3::text), ' ') end, s.fields, s.texts
           from json_to_recordset($2) as s (module_key text, record_id uuid, created_by uuid,
             recency timestamptz, tokens text, fields text[], texts text[])`,
    values: [ctx.tenantId, JSON.stringify(rows), tokenPrefix(ctx.tenantId)],
  };
}

/** As {@link searchRow}, its tokens without what tells the tenant's own. */
function plainSearchRow(module: ModuleModel, record: SearchableRecord): SearchRow {
  return {
    module_key: module.key,
    record_id: record.id,
    created_by: record.createdBy,
    recency: record.createdAt,
    ...searchedBy(module, record),
  };
}

/** The statements that keep a record's row of the search table; to be run in the transaction that writes the record. */
export function searchRowStatements(
  ctx: Pick<Context, 'tenantId'>,
  module: ModuleModel,
  record: SearchableRecord,
): Statement[] {
  const row = searchRow(ctx, module, record);
  return [
    {
      name: 'search_row_write',
      text: `insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
             values ($1, $2, $3, $4, $5, $6::text[], $7::text[], $8::text[])
             on conflict (tenant_id, record_id) do update
             set recency = $5, tokens = $6::text[], fields = $7::text[], texts = $8::text[]`,
      values: [
        ctx.tenantId,
        row.module_key,
        row.record_id,
        row.created_by,
        row.recency,
        row.tokens,
        row.fields,
        row.texts,
      ],
    },
  ];
}

/** Takes a record out of the search; one in the recycle bin is not found. */
export function removeSearchRow(ctx: Pick<Context, 'tenantId'>, recordId: string): Statement {
  return {
    name: 'search_row_remove',
    text: 'delete from search_row where tenant_id = $1 and record_id = $2',
    values: [ctx.tenantId, recordId],
  };
}

/** What stands before each token in the table; `search_records` puts it before those of a query. */
function tokenPrefix(tenantId: string): string {
  return tenantId.toLowerCase().replaceAll('-', '').slice(-8);
}

/** What a record is found by: the texts of its fields that take part in the search. */
interface SearchedBy {
  readonly tokens: readonly string[];
  /** The field of each text, and where a word has to stand in it. */
  readonly fields: readonly string[];
  readonly texts: readonly string[];
}

function searchedBy(module: ModuleModel, record: Readonly<Record<string, unknown>>): SearchedBy {
  const tokens = new Set<string>();
  // Before all others, so that a record with much text is found by the whole of its name and numbers.
  const exact = new Set<string>();
  const fields: string[] = [];
  const texts: string[] = [];
  for (const field of module.fields.values()) {
    const value = record[field.key];
    if (!field.search || field.retired || value === null || value === undefined) continue;
    for (const text of fieldType(field.type).searchText(value, field)) {
      const entry = searchEntry(text);
      for (const token of entry.tokens) tokens.add(token);
      if (!isProse(field)) for (const token of exactTokens(exactSpellings(text))) exact.add(token);
      fields.push(field.key);
      texts.push(entry.lines);
    }
  }
  return { tokens: [...exact, ...tokens].slice(0, MOST_TOKENS), fields, texts };
}

import { listSql } from '../list-sql.js';
import { singleColumn } from '../single-column.js';

interface WithOptions {
  readonly options?: readonly { readonly key: string; readonly label: { readonly zh: string; readonly en?: string } }[];
}

const labelsOf = (keys: readonly unknown[], settings: WithOptions): string[] =>
  keys.flatMap((key) => {
    const label = settings.options?.find((option) => option.key === key)?.label;
    return label ? [label.zh, ...(label.en ? [label.en] : [])] : [];
  });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const boolean = singleColumn('boolean', { sqlType: 'boolean', index: 'number', toSlot: Number });

export const select = singleColumn('select', {
  sqlType: 'text',
  index: 'text',
  searchText: (value, settings) => labelsOf([value], settings),
});

export const multiSelect = singleColumn('multiSelect', {
  sqlType: 'text[]',
  index: 'values',
  sql: listSql('text[]'),
  searchText: (value, settings) => labelsOf(listOf(value), settings),
});

export const tags = singleColumn('tags', {
  sqlType: 'text[]',
  index: 'values',
  sql: listSql('text[]'),
  searchText: (value) => listOf(value).map(String),
});

/** A GB/T 2260 code: six digits, so that a province's or city's places share a prefix. */
export const region = singleColumn('region', { sqlType: 'text', index: 'text' });

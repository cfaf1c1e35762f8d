import { daysBetween, localDate, maskValue } from '@ruyi/contract/field-values';
import { fieldType, readInstant } from '@ruyi/engine/field-types';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { ConditionSql } from './condition-sql.js';
import { today } from './date-test.js';
import type { QueryScope } from './query-scope.js';
import type { PathStep } from './resolve-path.js';
import { BASE } from './sql-text.js';
import type { Parameters } from './sql-text.js';
import { throughSteps } from './through-sql.js';

/** One field of the answer. */
export interface ProjectedField {
  /** As it was asked for: a key, or a path. */
  readonly name: string;
  readonly steps: readonly PathStep[];
  readonly module: ModuleModel;
  readonly field: FieldModel;
  readonly masked: boolean;
}

/** A row as the driver gives it. */
export type RawRow = Readonly<Record<string, unknown>>;
/** The calendar day that derived values count from. */
interface Present {
  readonly day: string;
  readonly timeZone: string;
}

type Read = (row: RawRow, present: Present) => unknown;

/** What is read of each row, and how it becomes values: made once for a statement. */
export interface Projection {
  readonly columns: readonly string[];
  readonly read: (row: RawRow) => Record<string, unknown>;
}

interface ProjectionInput {
  readonly fields: readonly ProjectedField[];
  readonly scope: QueryScope;
  readonly parameters: Parameters;
  readonly conditions: ConditionSql;
}

/** Column parts that only comparing and sorting need. */
const UNREAD_PARTS: ReadonlySet<string> = new Set(['sort', 'base']);

const compiled = new WeakMap<readonly ProjectedField[], Compiled>();

interface Compiled {
  readonly columns: readonly string[];
  readonly readers: readonly (readonly [string, Read])[];
}

/** Compiles the reading of rows: once for a list of fields, as long as it needs no parameter. */
export function projection(input: ProjectionInput): Projection {
  const known = compiled.get(input.fields) ?? compile(input);
  if (input.fields.every(({ steps }) => steps.length === 0)) compiled.set(input.fields, known);
  const present = { day: today(input.scope), timeZone: input.scope.timeZone };
  return {
    columns: known.columns,
    read: (row) => {
      const record: Record<string, unknown> = {};
      for (const [name, read] of known.readers) record[name] = read(row, present);
      return record;
    },
  };
}

function compile(input: ProjectionInput): Compiled {
  const columns = new Map<string, string>();
  const readers = input.fields.map((projected): [string, Read] => [projected.name, reader(projected, columns, input)]);
  return {
    columns: [...columns].map(([name, sql]) => (sql === `${BASE}.${name}` ? sql : `${sql} as ${name}`)),
    readers,
  };
}

function reader(projected: ProjectedField, columns: Map<string, string>, input: ProjectionInput): Read {
  const { field, masked } = projected;
  const stored = storedReader(projected, columns, input);
  return masked ? (row, present) => maskValue(field, stored(row, present)) : stored;
}

function storedReader(projected: ProjectedField, columns: Map<string, string>, input: ProjectionInput): Read {
  const { field, module, steps } = projected;
  const { storage } = field;
  const type = fieldType(field.type);
  if (storage.at === 'nowhere') return () => null;
  if (storage.at === 'derived') {
    const base = module.fields.get(storage.from);
    if (!base) return () => null;
    const instant = storedReader({ ...projected, field: base }, columns, input);
    const sign = storage.rule === 'daysUntil' ? 1 : -1;
    return (row, present) => {
      const value = instant(row, present);
      return typeof value === 'string'
        ? sign * daysBetween(present.day, localDate(new Date(value), present.timeZone)) || 0
        : null;
    };
  }
  if (storage.at === 'custom') {
    if (steps.length > 0) {
      const name = add(
        columns,
        `p${columns.size}`,
        throughSteps(steps, (alias) => `${alias}.custom->'${field.key}'`, input),
      );
      return (row) => type.fromDocument(row[name]);
    }
    add(columns, 'custom', `${BASE}.custom`);
    const { key } = field;
    return (row) => {
      const stored = (row['custom'] as Record<string, unknown> | null)?.[key];
      return stored === undefined || stored === null ? null : type.fromDocument(stored);
    };
  }
  const parts = Object.entries(storage.columns).filter(([part]) => !UNREAD_PARTS.has(part));
  const names = parts.map(([part, column]): [string, string] => [
    part,
    steps.length === 0
      ? add(columns, column, `${BASE}.${column}`)
      : add(
          columns,
          `p${columns.size}`,
          throughSteps(steps, (alias) => `${alias}.${column}`, input),
        ),
  ]);
  const [single] = names;
  if (names.length === 1 && single) {
    const [part, name] = single;
    return (row) => {
      const stored = row[name];
      return stored === null || stored === undefined ? null : type.decode({ [part]: stored });
    };
  }
  return (row) => type.decode(Object.fromEntries(names.map(([part, name]) => [part, row[name]])));
}

function add(columns: Map<string, string>, name: string, sql: string): string {
  columns.set(name, sql);
  return name;
}

/** An instant of a row as ISO 8601, or null. */
export const instantOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : readInstant(value);

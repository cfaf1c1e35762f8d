import { fieldType } from '@ruyi/engine/field-types';
import type { FieldSql } from '@ruyi/engine/field-types';
import type { FieldModel } from '@ruyi/engine/model';
import type { Parameters } from './sql-text.js';

/** How one field of one table is compared: the slot where there is one, else its columns or the document. */
export interface FieldRead {
  readonly expression: string;
  /** Type of the expression, to read a cursor's key back. */
  readonly sqlType: string;
  readonly isEmpty: string;
  readonly isNotEmpty: string;
  /** The expression is a plain column, so that an index may serve it. */
  readonly column: boolean;
  /** Placeholder of a value in the form of the API, cast to the expression's type. */
  operand(value: unknown, parameters: Parameters): string;
  /** Placeholder of a list of them. */
  operands(values: readonly unknown[], parameters: Parameters): string;
}

/** Whether the field holds several values. */
export const isListField = (field: Pick<FieldModel, 'type'>): boolean =>
  fieldType(field.type).sql?.sqlType.endsWith('[]') ?? false;

const INTEGER_RANGE: Readonly<Record<string, number>> = { int2: 32_767, int8: Number.MAX_SAFE_INTEGER };

/** The compiler's one place that knows column, slot or document path of a field. */
export function readField(field: FieldModel, alias: string, scope: { readonly baseCurrency: string }): FieldRead {
  const { sql } = fieldType(field.type);
  if (sql === null) throw new Error(`A field of kind ${field.type} cannot be compared`);
  const { storage } = field;
  if (storage.at === 'columns') {
    const expression = sql.columnExpression(alias, storage.columns);
    const isEmpty = sql.columnIsEmpty(alias, storage.columns);
    return {
      expression,
      column: /^\w+\.\w+$/.test(expression),
      isEmpty,
      isNotEmpty: negated(isEmpty),
      ...operandsOf(sql, scope, false),
    };
  }
  if (storage.at !== 'custom') throw new Error(`Field ${field.key} has no value of its own`);
  const isEmpty = sql.customIsEmpty(alias, field.key);
  if (storage.slot === undefined) {
    return {
      expression: sql.customExpression(alias, field.key),
      column: false,
      isEmpty,
      isNotEmpty: negated(isEmpty),
      ...operandsOf(sql, scope, false),
    };
  }
  const expression = `${alias}.${storage.slot}`;
  // Money in a foreign currency has a value that cannot be compared: its slot is empty, the field is not.
  const slotEmpty = field.type === 'money' ? isEmpty : `${expression} is null`;
  return {
    expression,
    column: true,
    isEmpty: slotEmpty,
    isNotEmpty: negated(slotEmpty),
    ...operandsOf(sql, scope, true),
  };
}

const negated = (isEmpty: string): string =>
  isEmpty.endsWith(' is null') ? `${isEmpty.slice(0, -' is null'.length)} is not null` : `not (${isEmpty})`;

function operandsOf(
  sql: FieldSql,
  scope: { readonly baseCurrency: string },
  slot: boolean,
): Pick<FieldRead, 'operand' | 'operands' | 'sqlType'> {
  const toParameter = slot ? sql.slotParameter : sql.parameter;
  const cast = slot ? sql.castSlotParameter : sql.castParameter;
  const sqlType = cast('').slice(2);
  const limit = INTEGER_RANGE[sqlType];
  return {
    sqlType,
    operand(value, parameters) {
      if (limit !== undefined && typeof value === 'number' && !fits(value, limit))
        return `${parameters.add(value)}::float8`;
      return cast(parameters.add(toParameter(value, scope)));
    },
    operands(values, parameters) {
      const fitting =
        limit === undefined ? values : values.filter((value) => typeof value !== 'number' || fits(value, limit));
      return `${cast(parameters.add(fitting.map((value) => toParameter(value, scope))))}[]`;
    },
  };
}

const fits = (value: number, limit: number): boolean => Number.isInteger(value) && Math.abs(value) <= limit;

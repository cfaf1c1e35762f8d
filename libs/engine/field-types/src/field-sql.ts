import type { FieldSql, Parts, SqlType, SqlValue, ValueScope } from './field-type.js';

interface FieldSqlOptions {
  readonly sqlType: SqlType;
  readonly slotType?: SqlType;
  /** The column part that is compared. */
  readonly part?: string;
  /** The column part that is never null where there is a value. */
  readonly presence?: string;
  /** Turns the raw column into what is compared. */
  readonly readColumn?: (column: string) => string;
  /** Reads the compared value; the default is the document's text, cast. */
  readonly readDocument?: (document: string) => string;
  readonly parameter: (value: unknown, scope: ValueScope) => SqlValue;
  readonly slotParameter?: (value: unknown, scope: ValueScope) => SqlValue;
}

const SAFE_KEY = /^[A-Za-z][A-Za-z0-9_]*$/;

/** A field key as an SQL literal; keys are made by the server, so anything else is a fault of ours. */
export function keyLiteral(key: string): string {
  if (!SAFE_KEY.test(key)) throw new Error(`Not a field key: ${key}`);
  return `'${key}'`;
}

function columnOrThrow(columns: Parts<string>, part: string): string {
  const column = columns[part];
  if (column === undefined) throw new Error(`Field has no column ${part}`);
  return column;
}

/** Builds a kind's SQL from the few things in which kinds differ. */
export function fieldSql(options: FieldSqlOptions): FieldSql {
  const part = options.part ?? 'value';
  const presence = options.presence ?? part;
  const { sqlType } = options;
  const slotType = options.slotType ?? sqlType;
  return {
    sqlType,
    columnExpression: (alias, columns) => {
      const column = `${alias}.${columnOrThrow(columns, part)}`;
      return options.readColumn ? options.readColumn(column) : column;
    },
    customExpression: (alias, key) => {
      const literal = keyLiteral(key);
      if (options.readDocument) return options.readDocument(`${alias}.custom->${literal}`);
      const text = `${alias}.custom->>${literal}`;
      return sqlType === 'text' ? `((${text}) collate "C")` : `(${text})::${sqlType}`;
    },
    columnIsEmpty: (alias, columns) => `${alias}.${columnOrThrow(columns, presence)} is null`,
    customIsEmpty: (alias, key) => `${alias}.custom->>${keyLiteral(key)} is null`,
    parameter: options.parameter,
    slotParameter: options.slotParameter ?? options.parameter,
    castParameter: (placeholder) => `${placeholder}::${sqlType}`,
    castSlotParameter: (placeholder) => `${placeholder}::${slotType}`,
  };
}

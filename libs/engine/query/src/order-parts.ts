import type { ModuleModel } from '@ruyi/engine/model';
import type { Condition } from './condition.js';
import type { ConditionSql } from './condition-sql.js';
import type { CursorPlace } from './cursor.js';
import { readField } from './field-read.js';
import type { QueryScope } from './query-scope.js';
import type { PathStep } from './resolve-path.js';
import type { ResolvedSortKey, SortBy } from './sort-key.js';
import { BASE } from './sql-text.js';
import type { Parameters } from './sql-text.js';
import { throughSteps } from './through-sql.js';

/** Options beyond which a select is sorted by place in a list rather than option by option. */
const OPTIONS_AS_PARTS = 40;

/** One ordered stretch of a list; the list is its parts one after the other. */
export interface OrderPart {
  /** Names the part in a cursor. */
  readonly id: string;
  /** Written when the part is read, so that a part that a cursor is past leaves no parameter behind. */
  readonly condition: (() => string) | null;
  /** Whether the condition is asked of each row that is read, rather than found in the index that gives the order. */
  readonly probed: boolean;
  /** What the part is ordered by before the id. */
  readonly keys: readonly OrderKey[];
}

export interface OrderKey {
  readonly expression: string;
  readonly sqlType: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/** The order of a list in a form that an index serves. */
export interface ListOrder {
  readonly parts: readonly OrderPart[];
  readonly idDescending: boolean;
}

interface OrderInput {
  readonly sort: readonly ResolvedSortKey[];
  readonly idDescending: boolean;
  readonly module: ModuleModel;
  readonly scope: QueryScope;
  readonly parameters: Parameters;
  readonly conditions: ConditionSql;
}

/**
 * Splits a list's order into parts: values by their index and then the empty ones; a select that an index serves is one
 * part per option. A single `order by … nulls last` would have no index.
 */
export function orderParts(input: OrderInput): ListOrder {
  const [first, ...rest] = input.sort;
  const { idDescending } = input;
  if (!first) return { parts: [{ id: 'v', condition: null, probed: false, keys: [] }], idDescending };
  const later = rest.map((key) => orderKey(key, input));
  const options = optionParts(first, input);
  if (options) return { parts: options.map((part) => ({ ...part, keys: later })), idDescending };
  const behind = partsBehind(first, later, input);
  if (behind) return { parts: behind, idDescending };
  const key = orderKey(first, input);
  if (!first.nullable)
    return { parts: [{ id: 'v', condition: null, probed: false, keys: [key, ...later] }], idDescending };
  return {
    parts: [
      {
        id: 'v',
        condition: () => `${key.expression} is not null`,
        probed: false,
        keys: [{ ...key, nullable: false }, ...later],
      },
      { id: 'n', condition: () => `${key.expression} is null`, probed: false, keys: later },
    ],
    idDescending,
  };
}

function optionParts(key: ResolvedSortKey, { scope, parameters }: OrderInput): Omit<OrderPart, 'keys'>[] | null {
  const { by, descending } = key;
  if (by.by !== 'place' || by.field.type !== 'select' || by.places.length > OPTIONS_AS_PARTS) return null;
  const read = readField(by.field, BASE, scope);
  if (!read.column || !by.field.indexed) return null;
  const places = descending ? [...by.places].reverse() : by.places;
  return [
    ...places.map((option) => ({
      id: `o${option}`,
      probed: false,
      condition: () => `${read.expression} = ${read.operand(option, parameters)}`,
    })),
    { id: 'x', probed: true, condition: () => `${read.expression} <> all(${parameters.add(by.places)}::text[])` },
    { id: 'n', probed: false, condition: () => `${read.expression} is null` },
  ];
}

/**
 * By an option of the record behind a reference: those with the first option first, which asks only whether there is such a
 * record, so that the list can be walked in its order until the page is full; then all others by a key, which has to be
 * looked up for every row before the first is told.
 */
function partsBehind(key: ResolvedSortKey, later: readonly OrderKey[], input: OrderInput): OrderPart[] | null {
  const steps: PathStep[] = [];
  let { by } = key;
  for (; by.by === 'through'; by = by.then) steps.push(by.step);
  const first = by.by === 'place' && by.field.type === 'select' ? by.places.at(key.descending ? -1 : 0) : undefined;
  if (by.by !== 'place' || steps.length === 0 || first === undefined) return null;
  const { module, conditions } = input;
  const isFirst = steps.reduceRight<Condition>((node, step) => ({ type: 'through', ...step, node }), {
    type: 'test',
    field: by.field,
    test: { is: 'oneOf', values: [first] },
  });
  return [
    { id: 'f', probed: true, condition: () => conditions.write(isFirst, module, BASE), keys: later },
    {
      id: 'o',
      probed: true,
      condition: () => conditions.write({ type: 'not', node: isFirst }, module, BASE),
      keys: [writtenWhenRead(key, input), ...later],
    },
  ];
}

/** The key of a part that may not be read: its parameters are added when it is. */
function writtenWhenRead(key: ResolvedSortKey, input: OrderInput): OrderKey {
  let written: OrderKey | undefined;
  const write = (): OrderKey => (written ??= orderKey(key, input));
  return {
    get expression() {
      return write().expression;
    },
    get sqlType() {
      return write().sqlType;
    },
    descending: key.descending,
    nullable: key.nullable,
  };
}

function orderKey(key: ResolvedSortKey, input: OrderInput): OrderKey {
  return { ...expressionOf(key.by, BASE, input), descending: key.descending, nullable: key.nullable };
}

function expressionOf(
  by: SortBy,
  alias: string,
  input: OrderInput,
): { readonly expression: string; readonly sqlType: string } {
  const { scope, parameters } = input;
  switch (by.by) {
    case 'value':
      return readField(by.field, alias, scope);
    case 'name':
      return { expression: `${alias}.${by.column}`, sqlType: 'text' };
    case 'place': {
      const read = readField(by.field, alias, scope);
      const listType = read.sqlType === 'uuid' ? 'uuid[]' : 'text[]';
      return {
        expression: `array_position(${parameters.add(by.places)}::${listType}, ${read.expression})`,
        sqlType: 'int4',
      };
    }
    case 'through': {
      let sqlType = 'text';
      const expression = throughSteps(
        [by.step],
        (inner) => {
          const key = expressionOf(by.then, inner, input);
          sqlType = key.sqlType;
          return key.expression;
        },
        input,
        alias,
      );
      return { expression, sqlType };
    }
  }
}

/** The parts from the cursor's on. */
export function partsFrom(order: ListOrder, place: CursorPlace | null): readonly OrderPart[] {
  if (place === null) return order.parts;
  const index = order.parts.findIndex((part) => part.id === place.part);
  return order.parts.slice(Math.max(index, 0));
}

/** Everything that comes after the place within its part. */
export function afterPlace(part: OrderPart, place: CursorPlace, idDescending: boolean, parameters: Parameters): string {
  const beyondId = (): string => `${BASE}.id ${idDescending ? '<' : '>'} ${parameters.add(place.id)}::uuid`;
  const [first, second] = part.keys;
  if (!first) return beyondId();
  if (second !== undefined || first.nullable || first.descending !== idDescending)
    return lexicographic(part.keys, place.keys, beyondId, parameters);
  const key = `${parameters.add(place.keys[0] ?? null)}::${first.sqlType}`;
  return `(${first.expression}, ${BASE}.id) ${idDescending ? '<' : '>'} (${key}, ${parameters.add(place.id)}::uuid)`;
}

function lexicographic(
  keys: readonly OrderKey[],
  values: readonly (string | null)[],
  beyondId: () => string,
  parameters: Parameters,
): string {
  const [key, ...rest] = keys;
  if (!key) return beyondId();
  const value = values[0] ?? null;
  const beyond = lexicographic(rest, values.slice(1), beyondId, parameters);
  if (value === null) return `(${key.expression} is null and ${beyond})`;
  const place = `${parameters.add(value)}::${key.sqlType}`;
  const further = `${key.expression} ${key.descending ? '<' : '>'} ${place}`;
  const empty = key.nullable ? ` or ${key.expression} is null` : '';
  return `(${further}${empty} or (${key.expression} = ${place} and ${beyond}))`;
}

/** The ORDER BY of a part; `reversed` reads from the end. */
export function orderBy(
  keys: readonly OrderKey[],
  names: readonly string[],
  id: string,
  options: { readonly idDescending: boolean; readonly reversed: boolean },
): string {
  const { idDescending, reversed } = options;
  const terms = keys.map((key, index) => {
    const down = key.descending !== reversed;
    const nulls = key.nullable ? (reversed ? ' nulls first' : ' nulls last') : '';
    return `${names[index] ?? key.expression}${down ? ' desc' : ''}${nulls}`;
  });
  return [...terms, `${id}${idDescending !== reversed ? ' desc' : ''}`].join(', ');
}

import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import { isPlainObject } from '@ruyi/contract/field-values';
import type { ApiRecord, RecordValues } from '@ruyi/ui/data-access';

/** Who and when, for defaults that are expressions. */
export interface DefaultContext {
  readonly userId: string | null;
  readonly departmentId: string | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly now: Date;
}

/** The values that a new record's form opens with. */
export function defaultValues(fields: readonly Field[], context: DefaultContext): RecordValues {
  return Object.fromEntries(
    fields
      .filter((field) => field.default !== undefined && field.default !== null)
      .map((field) => [field.key, defaultOf(field, context)]),
  );
}

function defaultOf(field: Field, context: DefaultContext): unknown {
  if (!isPlainObject(field.default) || !('expression' in field.default)) return field.default;
  switch (field.default['expression']) {
    case 'me':
      return context.userId;
    case 'myDepartment':
      return context.departmentId;
    case 'today':
      return context.today;
    case 'now':
      return context.now.toISOString();
    default:
      return null;
  }
}

/** What a copy takes over: everything but what has to be unlike and what says what has happened. */
export function copiedValues(module: ModuleDescription, record: ApiRecord): RecordValues {
  return Object.fromEntries(
    module.fields
      .filter(
        (field) =>
          field.origin !== 'system' && !field.unique && !field.derived && !field.readOnly && field.type !== 'serial',
      )
      .filter((field) => !['files', 'images', 'signature'].includes(field.type))
      .map((field) => [field.key, record[field.key] ?? null]),
  );
}

/** A record's values as a form takes them. */
export function recordValues(fields: readonly Field[], record: ApiRecord): RecordValues {
  return Object.fromEntries(fields.map((field) => [field.key, record[field.key] ?? null]));
}

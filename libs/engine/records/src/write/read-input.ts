import type { Issue } from '@ruyi/contract/errors';
import { isWritableKind, parseFieldValue, prefixIssues, type ValueEnvironment } from '@ruyi/contract/field-values';
import { canEditField, canReadField, type FieldRights } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { matchesPattern, type FieldModel, type ModuleModel } from '@ruyi/engine/model';
import { cleanRichText } from '@ruyi/engine/rich-text';
import type { Values } from './record-change.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

export interface ReadInput {
  readonly values: Record<string, unknown>;
  readonly issues: readonly Issue[];
}

/**
 * A body's fields, parsed by their types. What cannot be is told with its path: unknown fields, fields that nobody
 * writes, fields that the caller may not edit, values that do not fit.
 */
export function readInput(
  { ctx, regions }: Pick<WriteSession, 'ctx' | 'regions'>,
  module: ModuleModel,
  body: Values,
  options: { readonly rights: FieldRights; readonly before: StoredRecord | null; readonly also?: readonly string[] },
): ReadInput {
  const values: Record<string, unknown> = {};
  const issues: Issue[] = [];
  for (const [key, input] of Object.entries(body)) {
    const field = module.fields.get(key);
    if (!field || !canReadField(options.rights, key)) {
      // A field hidden from the caller is answered like one that is not there.
      issues.push({ path: key, code: 'unknownField' });
      continue;
    }
    if (!(options.also?.includes(key) || isWritable(field)) || !canEditField(options.rights, key)) {
      issues.push({ path: key, code: 'notAllowed' });
      continue;
    }
    // One that is not always shown is not always required: its conditions are asked when all values are known.
    const asked = field.showWhen ? { ...field, required: false } : field;
    const result = parseFieldValue(input, asked, { ...environment(ctx, options.before?.[key]), regions });
    if (result.ok) values[key] = result.value;
    else issues.push(...prefixIssues(key, result.issues));
  }
  return { values, issues };
}

/** Whether anybody writes the field through a form or the API; the caller's own right comes on top. */
export function isWritable(field: FieldModel): boolean {
  return field.origin !== 'system' && !field.readOnly && isWritableKind(field);
}

function environment(ctx: Context, previous: unknown): ValueEnvironment {
  return { timeZone: ctx.timeZone, baseCurrency: ctx.baseCurrency, previous, matchesPattern, cleanHtml: cleanRichText };
}

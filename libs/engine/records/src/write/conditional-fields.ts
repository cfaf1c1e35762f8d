import type { Issue } from '@ruyi/contract/errors';
import { isEmptyValue } from '@ruyi/contract/field-values';
import { fieldState, isConditional, subjectOf, type FieldState } from '@ruyi/contract/query';
import { canEditField, canReadField, isMaskedField, type FieldRights } from '@ruyi/engine/access';
import { matchesPattern, type FieldModel, type ModuleModel } from '@ruyi/engine/model';
import { isWritable } from './read-input.js';
import type { Values } from './record-change.js';
import { sameValue } from './same-value.js';
import type { WriteSession } from './write-session.js';

/** A record before and after what a caller asks for. */
export interface AskedChange {
  /** Null: it is new. */
  readonly before: Values | null;
  /** All values as they would be. */
  readonly after: Values;
  /** What the caller gave. */
  readonly given: Values;
  readonly rights: FieldRights;
}

/** Required fields that a new record lacks, of those that the caller may fill and that the form shows. */
export function missingRequired(session: WriteSession, module: ModuleModel, change: AskedChange): Issue[] {
  const stateOf = statesOn(session, module, change.after, change.rights);
  return [...module.fields.values()]
    .filter((field) => isWritable(field) && canEditField(change.rights, field.key))
    .filter((field) => isEmptyValue(change.after[field.key]) && stateOf(field).required)
    .map((field) => ({ path: field.key, code: 'required' }));
}

/**
 * What the fields' conditions refuse: a change of a field that may not be changed with the values that result, and a
 * field that is left empty although these values require it. What was missing before and is none of this change's doing
 * stays as it is. The system is not bound by locks: imports and repairs go through.
 */
export function conditionIssues(session: WriteSession, module: ModuleModel, change: AskedChange): Issue[] {
  const { before, after, given, rights } = change;
  const conditional = [...module.fields.values()].filter((field) => isConditional(field) && !field.retired);
  if (conditional.length === 0) return [];
  const stateOf = statesOn(session, module, after, rights);
  const wasOn = before && statesOn(session, module, before, rights);
  const locked = conditional.filter(
    ({ key }) => session.ctx.userId !== null && key in given && !sameValue(given[key], before?.[key] ?? null),
  );
  const lacking = conditional.filter(
    (field) =>
      before !== null && isWritable(field) && canEditField(rights, field.key) && isEmptyValue(after[field.key]),
  );
  return [
    ...locked
      .filter((field) => !field.readOnly && stateOf(field).readOnly)
      .map(({ key }): Issue => ({ path: key, code: 'notAllowed', key: 'notAllowed.readOnlyNow' })),
    ...lacking
      .filter((field) => stateOf(field).required)
      .filter((field) => !isEmptyValue(before?.[field.key]) || !wasOn?.(field).required)
      .map(({ key }): Issue => ({ path: key, code: 'required' })),
  ];
}

function statesOn(
  { ctx }: WriteSession,
  module: ModuleModel,
  values: Values,
  rights: FieldRights,
): (field: FieldModel) => FieldState {
  const subject = subjectOf(module.fields, values);
  const env = {
    timeZone: ctx.timeZone,
    baseCurrency: ctx.baseCurrency,
    matchesPattern,
    now: new Date(),
    userId: ctx.userId,
  };
  const readable = (key: string): boolean => canReadField(rights, key) && !isMaskedField(rights, key);
  return (field) => fieldState(field, subject, env, readable);
}

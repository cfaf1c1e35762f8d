import { operatorsOf } from '@ruyi/contract/field-values';
import { canReadField, isMaskedField, type FieldRights } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { ALWAYS, both, type Condition } from '@ruyi/engine/query';
import { foldText, runsOf } from './fold-text.js';

/**
 * The tokens of a record are of all its fields: what a caller may not read must not be found out by searching for it.
 * Each word has to stand in a field that the caller may read, or in none of the others; a masked one is found by its whole.
 */
export function searchWithinRights(module: ModuleModel, rights: FieldRights, text: string): Condition {
  const searched = [...module.fields.values()].filter((field) => field.search && !field.retired);
  const open = searched.filter((field) => canReadField(rights, field.key) && !isMaskedField(rights, field.key));
  const closed = searched.filter((field) => !open.includes(field));
  if (closed.length === 0) return ALWAYS;
  const masked = closed.filter((field) => isMaskedField(rights, field.key));
  const { han, words } = runsOf(foldText(text));
  return both(...[...han, ...words].map((word) => ofWord(word, { open, closed, masked })));
}

interface SearchedFields {
  readonly open: readonly FieldModel[];
  readonly closed: readonly FieldModel[];
  readonly masked: readonly FieldModel[];
}

function ofWord(text: string, { open, closed, masked }: SearchedFields): Condition {
  const shown: Condition[] = [
    ...open.filter(isText).map((field): Condition => ({ type: 'test', field, test: { is: 'containing', text } })),
    ...masked
      .filter(isText)
      .map((field): Condition => ({ type: 'test', field, test: { is: 'oneOf', values: [text] } })),
  ];
  // Digits are found across the signs between them, which no comparison of texts follows: they have to be seen.
  const comparable = !/^\d{4,}$/.test(text) && closed.every(isText);
  const absent = closed.map((field): Condition => ({ type: 'test', field, test: { is: 'notContaining', text } }));
  return { type: 'or', nodes: comparable ? [...shown, both(...absent)] : shown };
}

const isText = (field: FieldModel): boolean => operatorsOf(field).includes('contains');

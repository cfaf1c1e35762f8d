import type { FieldRights } from '@ruyi/engine/access';
import { canReadField, isMaskedField } from '@ruyi/engine/access';
import { fieldType } from '@ruyi/engine/field-types';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { RecordItem } from '../read/record-item.js';
import { matchedText } from './matched-text.js';
import type { MatchedText } from './matched-text.js';
import type { MatchedField } from './ranked-hit.js';

/** Longer texts are shown as what stands around the match, beginning so far before it. */
const LONGEST = 80;
const BEFORE = 20;

/** The fields by which a caller may find records of a module. */
export function searchedFields(module: ModuleModel, rights: FieldRights): FieldModel[] {
  return [...module.fields.values()].filter(
    (field) => field.search && !field.retired && canReadField(rights, field.key),
  );
}

/**
 * By which field a record was found, told from what the caller may read of it alone: the one that the search names, else
 * that in which most words of the query stand, the record's name before others.
 */
export function matchedField(
  module: ModuleModel,
  rights: FieldRights,
  item: RecordItem,
  query: string,
  named: string | null,
): MatchedField | null {
  const fields = searchedFields(module, rights).toSorted(
    (a, b) => Number(b.key === module.nameField) - Number(a.key === module.nameField),
  );
  const masked = fields.find((field) => field.key === named && isMaskedField(rights, field.key));
  if (masked) {
    // Its whole was asked for: there is nothing of it to point at.
    const value = String(item[masked.key] ?? '');
    return {
      field: masked.key,
      label: masked.label,
      naming: masked.key === module.nameField,
      value,
      as: 'whole',
      marks: [],
    };
  }
  let best: { readonly field: FieldModel; readonly text: string; readonly match: MatchedText } | null = null;
  for (const field of fields) {
    const value = item[field.key];
    if (value === null || value === undefined || isMaskedField(rights, field.key)) continue;
    for (const text of fieldType(field.type).searchText(value, field)) {
      const match = matchedText(text, query);
      if (match && field.key === named && match.as === 'whole') return shown(module, field, text, match);
      if (match && (best === null || match.words > best.match.words)) best = { field, text, match };
    }
  }
  return best && shown(module, best.field, best.text, best.match);
}

function shown(module: ModuleModel, field: FieldModel, text: string, { as, marks }: MatchedText): MatchedField {
  const cut = excerpt(text, marks);
  return {
    field: field.key,
    label: field.label,
    naming: field.key === module.nameField,
    value: cut.text,
    as,
    marks: cut.marks,
  };
}

/** A text as a hit shows it: a long one cut around its first mark. */
export function excerpt(text: string, marks: MatchedText['marks']): { text: string; marks: MatchedText['marks'] } {
  if (text.length <= LONGEST) return { text, marks };
  const start = Math.max(0, (marks[0]?.[0] ?? 0) - BEFORE);
  const end = start + LONGEST;
  const [head, tail] = [start > 0 ? '…' : '', end < text.length ? '…' : ''];
  const within = marks.flatMap(([from, to]): [number, number][] =>
    from < end ? [[from - start + head.length, Math.min(to, end) - start + head.length]] : [],
  );
  // Half a surrogate pair at an edge is no character.
  const piece = text.slice(start, end).toWellFormed();
  return { text: `${head}${piece.replaceAll('\n', ' ')}${tail}`, marks: within };
}

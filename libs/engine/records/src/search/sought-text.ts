import { canReadField, isMaskedField, type FieldRights } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import type { SoughtText } from '@ruyi/engine/query';
import { foldText, runsOf } from './fold-text.js';
import { INDEXED_LENGTH, numbersOf } from './search-tokens.js';
import { searchTerms } from './search-terms.js';

/**
 * What the search function is asked. The tokens of a record are of all its fields: what a caller may not read must not be
 * found out by searching for it, so each word has to stand in a field that the caller may read; a masked one is found by
 * its whole. Null: nothing of the text can be looked up.
 */
export function soughtText(module: ModuleModel, rights: FieldRights, text: string): SoughtText | null {
  const any = searchTerms(text);
  if (any.length === 0) return null;
  const folded = foldText([...text].slice(0, INDEXED_LENGTH).join(''));
  const { han, words } = runsOf(folded);
  const searched = [...module.fields.values()].filter((field) => field.search && !field.retired);
  const masked = searched.filter(({ key }) => isMaskedField(rights, key));
  const open = searched.filter((field) => canReadField(rights, field.key) && !masked.includes(field));
  return {
    any,
    words: [...han, ...words],
    whole: [...new Set([folded, numbersOf(folded).join(' ')])].filter((each) => each !== ''),
    open: open.map(({ key }) => key),
    masked: masked.map(({ key }) => key),
    complete: open.length === searched.length,
  };
}

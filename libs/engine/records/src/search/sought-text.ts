import { canReadField, isMaskedField, type FieldRights } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import type { SoughtText } from '@ruyi/engine/query';
import { exactSpellings, exactTokens, wholeText } from './exact-tokens.js';
import { foldText, runsOf } from './fold-text.js';
import { queryNumber } from './query-number.js';
import { INDEXED_LENGTH, digitTokens } from './search-tokens.js';
import { searchTerms } from './search-terms.js';
import { isProse } from './is-prose.js';

/**
 * What the search function is asked. The tokens of a record are of all its fields: what a caller may not read must not be
 * found out by searching for it, so each word has to stand in a field that the caller may read; a masked one is found by
 * its whole. Null: nothing of the text can be looked up.
 */
export function soughtText(module: ModuleModel, rights: FieldRights, text: string): SoughtText | null {
  const terms = searchTerms(text);
  if (terms.length === 0) return null;
  const cut = [...text].slice(0, INDEXED_LENGTH).join('');
  const folded = foldText(cut);
  const { han, words } = runsOf(folded);
  const wanted = [...han, ...words];
  const number = queryNumber(cut);
  const apart = number !== null && !(wanted.length === 1 && wanted[0] === number);
  const searched = [...module.fields.values()].filter((field) => field.search && !field.retired);
  const masked = searched.filter(({ key }) => isMaskedField(rights, key));
  const open = searched.filter((field) => canReadField(rights, field.key) && !masked.includes(field));
  const whole = [...new Set([...exactSpellings(cut.trim()), ...(number === null ? [] : [number])])];
  const name = open.find((field) => field.key === module.nameField && !isProse(field));
  return {
    any: apart ? [...terms, digitTokens(number)] : terms,
    words: wanted,
    whole,
    open: open.map(({ key }) => key),
    masked: masked.map(({ key }) => key),
    complete: open.length === searched.length,
    exact: exactTokens(whole),
    folded: wholeText(cut.trim()),
    number: apart ? number : null,
    name: name?.key ?? null,
  };
}

import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldType } from '../field-type.js';
import { cleanRichText } from '@ruyi/engine/rich-text';
import { singleColumn } from '../single-column.js';

const textKind = (kind: FieldKind, index: 'text' | 'none' = 'text'): FieldType =>
  singleColumn(kind, {
    sqlType: 'text',
    index,
    searchText: (value) => (typeof value === 'string' && value !== '' ? [value] : []),
  });

export const text = textKind('text');
export const longText = textKind('longText', 'none');
const html = textKind('richText', 'none');
/** Cleaned on its way in, whoever writes it, and on its way out: a row may be older than the rules, or of another install. */
export const richText: FieldType = {
  ...html,
  encode: (value, scope) => html.encode(cleaned(value), scope),
  decode: (parts) => cleaned(html.decode(parts)),
  toDocument: (value, scope) => html.toDocument(cleaned(value), scope),
  fromDocument: (stored) => cleaned(html.fromDocument(stored)),
};
export const mobile = textKind('mobile');
export const telephone = textKind('telephone');
export const email = textKind('email');
export const url = textKind('url');
export const serial = textKind('serial');

function cleaned(value: unknown): string | null {
  return typeof value === 'string' ? cleanRichText(value) || null : null;
}

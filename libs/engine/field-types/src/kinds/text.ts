import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldType } from '../field-type.js';
import { singleColumn } from '../single-column.js';

/** Texts that differ only in width, case or outer spaces are the same to a unique field. */
export const foldText = (value: unknown): string => String(value).normalize('NFKC').trim().toLowerCase();

const foldMobile = (value: unknown): string => {
  const compact = foldText(value).replace(/[^\d+]/g, '');
  return compact.replace(/^(?:\+86|0086)(?=1\d{10}$)/, '').replace(/^\+/, '');
};

const textKind = (kind: FieldKind, index: 'text' | 'none' = 'text', uniqueText = foldText): FieldType =>
  singleColumn(kind, {
    sqlType: 'text',
    index,
    uniqueText,
    searchText: (value) => (typeof value === 'string' && value !== '' ? [value] : []),
  });

export const text = textKind('text');
export const longText = textKind('longText', 'none');
export const richText = textKind('richText', 'none');
export const mobile = textKind('mobile', 'text', foldMobile);
export const telephone = textKind('telephone');
export const email = textKind('email');
export const url = textKind('url');
export const serial = textKind('serial');

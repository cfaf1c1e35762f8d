import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldType } from '../field-type.js';
import { singleColumn } from '../single-column.js';

const textKind = (kind: FieldKind, index: 'text' | 'none' = 'text'): FieldType =>
  singleColumn(kind, {
    sqlType: 'text',
    index,
    searchText: (value) => (typeof value === 'string' && value !== '' ? [value] : []),
  });

export const text = textKind('text');
export const longText = textKind('longText', 'none');
export const richText = textKind('richText', 'none');
export const mobile = textKind('mobile');
export const telephone = textKind('telephone');
export const email = textKind('email');
export const url = textKind('url');
export const serial = textKind('serial');

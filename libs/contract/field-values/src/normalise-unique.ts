import type { Field } from '@ruyi/contract/metadata';
import { canonicalMobile } from './mobile-value.js';
import { isPlainObject } from './plain-object.js';

/** Longer ones would not fit PostgreSQL's index pages: they keep their beginning and a hash of the whole. */
const LONGEST = 400;
const KEPT = 300;

/** 64 bits of two FNV-like streams; only tells apart texts that share their first 300 characters. */
function hashText(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193) >>> 0;
    b = Math.imul(b ^ (unit + index), 0x85ebca6b) >>> 0;
  }
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}

function fold(text: string): string {
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim().replace(/\s+/g, ' ');
  return folded.length > LONGEST
    ? `${folded.slice(0, KEPT).toWellFormed()}…${folded.length}:${hashText(folded)}`
    : folded;
}

/**
 * The form in which values of a unique field are compared: NFKC, trimmed, case-folded, mobiles as digits. Null for an
 * empty value, which never collides.
 */
export function normaliseUnique(field: Field, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') {
    if (field.type === 'mobile') return canonicalMobile(value) ?? fold(value);
    if (field.type === 'telephone') return fold(value).replace(/[^\d+]/g, '') || fold(value);
    if (field.type === 'url')
      return (
        fold(value)
          .replace(/^https?:\/\//, '')
          .replace(/\/$/, '') || fold(value)
      );
    return fold(value) || null;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isPlainObject(value) && typeof value.id === 'string') return value.id;
  return fold(JSON.stringify(value));
}

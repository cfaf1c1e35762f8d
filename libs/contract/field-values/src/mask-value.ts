import type { Field } from '@ruyi/contract/metadata';
import { isEmptyValue } from './field-value-type.js';

const HIDDEN = '****';

function firstCharacter(text: string): string {
  const [first = ''] = text;
  return first;
}

function maskNumber(text: string, head: number, tail: number): string {
  return text.length > head + tail ? `${text.slice(0, head)}${HIDDEN}${text.slice(-tail)}` : HIDDEN;
}

function maskMobile(mobile: string): string {
  return mobile.startsWith('+') ? maskNumber(mobile, 4, 3) : maskNumber(mobile, 3, 4);
}

function maskTelephone(telephone: string): string {
  const [main = '', number = '', extension] = telephone.split('-');
  if (number === '') return maskNumber(main, 3, 2);
  return `${main}-${HIDDEN}${number.slice(-2)}${extension === undefined ? '' : `-${'*'.repeat(extension.length)}`}`;
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at > 0 ? `${firstCharacter(email)}***${email.slice(at)}` : '***';
}

/** What a reader with masked access gets instead of the value: always a text, never enough to guess the rest; null stays null. */
export function maskValue(field: Field, value: unknown): string | null {
  if (isEmptyValue(value)) return null;
  if (typeof value !== 'string') return HIDDEN;
  switch (field.type) {
    case 'mobile':
      return maskMobile(value);
    case 'telephone':
      return maskTelephone(value);
    case 'email':
      return maskEmail(value);
    case 'text':
    case 'longText':
    case 'richText':
    case 'url':
      return `${firstCharacter(value)}***`;
    default:
      return HIDDEN;
  }
}

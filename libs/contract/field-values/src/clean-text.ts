import { accepted, refused, type ParseResult } from './parse-result.js';

// U+FFFE and U+FFFF are no characters (Unicode 17, 23.7) and not allowed in XML 1.0 (2.2), so in no xlsx.
const SINGLE_LINE_CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;
const MULTI_LINE_CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Spaces, and the invisible characters that pasted text carries at its ends. */
function isBlank(character: string): boolean {
  return character.trim() === '' || character === '\u200b' || character === '\u2060';
}

function trimBlank(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start++;
  while (end > start && isBlank(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Characters as people count them: code points. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const point of text) length += point ? 1 : 0;
  return length;
}

/**
 * A text as it may be stored: trimmed, in NFC, without lone surrogates (PostgreSQL cannot hold them) and control
 * characters; an empty one becomes null.
 */
export function cleanText(input: unknown, lines: 'single' | 'multiple' = 'single'): ParseResult<string> {
  if (typeof input !== 'string') return refused('invalidType', { key: 'invalidType.text' });
  if (!input.isWellFormed()) return refused('patternMismatch', { key: 'patternMismatch.surrogate' });
  const text = trimBlank(lines === 'multiple' ? input.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : input);
  if ((lines === 'multiple' ? MULTI_LINE_CONTROL : SINGLE_LINE_CONTROL).test(text)) {
    return refused('patternMismatch', { key: 'patternMismatch.control' });
  }
  return accepted(text === '' ? null : text.normalize('NFC'));
}

import { inject } from '@angular/core';
import { formatFieldValue, isEmptyValue } from '@ruyi/contract/field-values';
import { FieldEnvironment } from './field-environment.js';
import type { ShownValue } from './field-display.js';
import { Words } from './words.js';

/** Values as words: the server's where it sent some (names), else the kind's own format. Masked values are texts already. */
export function injectShownText(): (shown: Pick<ShownValue, 'field' | 'value' | 'text'>) => string {
  const words = inject(Words);
  const environment = inject(FieldEnvironment);
  return ({ field, value, text }) => {
    if (text) return text;
    if (isEmptyValue(value)) return '';
    if (isMasked(value)) return String(value);
    try {
      return formatFieldValue(value, field, words.locale(), environment.values());
    } catch {
      // A value that its field no longer understands is shown as it is rather than breaking the page.
      return typeof value === 'object' ? '' : String(value);
    }
  };
}

/** A text where the reader may not see the value: `138****8000`. */
export function isMasked(value: unknown): boolean {
  return typeof value === 'string' && value.includes('***');
}

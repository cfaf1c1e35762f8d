import { inject } from '@angular/core';
import type { FieldChange } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';

/** A change of one field in words; empty texts where there was or is nothing. */
export interface ChangeWords {
  readonly field: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Words for changes; those that have none on either side are left out. Call in an injection context. */
export function injectChangeWords(): (changes: readonly FieldChange[] | undefined) => readonly ChangeWords[] {
  const t = injectTranslate();
  const words = inject(Words);

  /** Files have no words of their own: their number has to do. */
  function shown(value: unknown, text: string | null): string {
    if (text) return text;
    return Array.isArray(value) && value.length > 0 ? t('fields.fileCount', { count: value.length }) : '';
  }

  return (changes) =>
    (changes ?? [])
      .map((change) => ({
        field: change.field,
        label: typeof change.label === 'string' ? change.label : words.of(change.label),
        before: shown(change.before, change.beforeText),
        after: shown(change.after, change.afterText),
      }))
      .filter(({ before, after }) => before !== '' || after !== '');
}

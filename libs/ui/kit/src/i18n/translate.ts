import { inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { labelText, type Label } from '@ruyi/contract/metadata';
import { LocaleStore } from './locale-store.js';

export type TranslateParams = Readonly<Record<string, string | number | null | undefined>>;

/** The text of a key in the reader's language. A call inside a template or `computed` follows a change of language. */
export type Translate = (key: string, params?: TranslateParams) => string;

/**
 * For templates and code alike: `protected readonly t = injectTranslate();`, then `t('kit.cancel')`.
 * With `count: 1` the key with the suffix `_one` is taken where the dictionary has it.
 */
export function injectTranslate(): Translate {
  const transloco = inject(TranslocoService);
  const { locale } = inject(LocaleStore);
  return (key, params) => {
    const language = locale();
    const one = `${key}_one`;
    const chosen = params?.['count'] === 1 && one in transloco.getTranslation(language) ? one : key;
    return transloco.translate(chosen, { ...params }, language);
  };
}

/** The label of a field, option, view or module in the reader's language. */
export function injectLabel(): (label: Label | null | undefined) => string {
  const { locale } = inject(LocaleStore);
  return (label) => (label ? labelText(label, locale()) : '');
}

import { inject, provideEnvironmentInitializer, type EnvironmentProviders } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Locale } from '@ruyi/contract/metadata';

/** A tree of texts; keys are joined by dots. */
export interface Strings {
  readonly [key: string]: string | Strings;
}

/**
 * The same keys as the Chinese dictionary `T`, with texts of another language: a missing key does not compile.
 * A language with a singular adds `<key>_one`.
 */
export type SameKeys<T extends Strings> = {
  readonly [K in keyof T]: T[K] extends Strings ? SameKeys<T[K]> : string;
} & { readonly [K in `${Extract<keyof T, string>}_one`]?: string };

/**
 * Registers a library's texts under its own scope. Put it into the `providers` of the library's routes,
 * so that the texts travel in the lazy chunk with the pages that show them.
 */
export function provideStrings(scope: string, texts: Readonly<Record<Locale, Strings>>): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    const transloco = inject(TranslocoService);
    for (const [locale, dictionary] of Object.entries(texts)) {
      transloco.setTranslation({ [scope]: dictionary }, locale);
    }
  });
}

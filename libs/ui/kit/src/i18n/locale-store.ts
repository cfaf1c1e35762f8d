import { DOCUMENT } from '@angular/common';
import { Injectable, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Locale } from '@ruyi/contract/metadata';
import { firstLocale } from './first-locale.js';

const STORAGE_KEY = 'ruyi.locale';

/** The language of the client: the reader's choice, kept in the browser and, once signed in, with the account. */
@Injectable({ providedIn: 'root' })
export class LocaleStore {
  private readonly document = inject(DOCUMENT);
  private readonly transloco = inject(TranslocoService);
  private readonly current = signal<Locale>(this.initial());

  readonly locale = this.current.asReadonly();

  constructor() {
    this.apply(this.current());
  }

  set(locale: Locale): void {
    this.current.set(locale);
    this.document.defaultView?.localStorage.setItem(STORAGE_KEY, locale);
    this.apply(locale);
  }

  private apply(locale: Locale): void {
    this.transloco.setActiveLang(locale);
    this.document.documentElement.lang = locale;
  }

  private initial(): Locale {
    const window = this.document.defaultView;
    return firstLocale(window?.localStorage.getItem(STORAGE_KEY) ?? null, window?.navigator.languages ?? []);
  }
}

import { effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { injectTranslate } from '../i18n/translate.js';

/** Names the browser's tab after the page while it is shown. Call in an injection context. */
export function injectPageTitle(title: () => string): void {
  const tab = inject(Title);
  const t = injectTranslate();
  effect(() => {
    const own = title();
    tab.setTitle(own ? `${own} · ${t('kit.product')}` : t('kit.product'));
  });
}

import { Component, inject, input } from '@angular/core';
import { Icon, LocaleStore, injectPageTitle, injectTranslate } from '@ruyi/ui/kit';
import { Logo } from '../frame/logo.js';

/** The page around log-in, sign-up and their kind: the product on the left, one card on the right. */
@Component({
  selector: 'ry-auth-frame',
  imports: [Icon, Logo],
  template: `
    <aside>
      <div class="brand">
        <ry-logo [size]="44" /><b>{{ t('kit.product') }}</b>
      </div>
      <p class="slogan">{{ t('shell.slogan') }}</p>
      <ul>
        @for (point of points; track point) {
          <li><ry-icon name="check" />{{ t('shell.auth.points.' + point) }}</li>
        }
      </ul>
    </aside>
    <main>
      <button
        class="ry-btn text language"
        type="button"
        [attr.lang]="other() === 'en' ? 'en' : 'zh-CN'"
        (click)="locale.set(other())"
      >
        {{ other() === 'en' ? 'English' : '中文' }}
      </button>
      <section>
        <div class="brand small">
          <ry-logo [size]="40" /><b>{{ t('kit.product') }}</b>
        </div>
        <h1>{{ title() }}</h1>
        @if (text()) {
          <p class="text">{{ text() }}</p>
        }
        <ng-content />
      </section>
    </main>
  `,
  styleUrl: './auth-frame.scss',
})
export class AuthFrame {
  readonly title = input.required<string>();
  readonly text = input('');

  protected readonly t = injectTranslate();
  protected readonly locale = inject(LocaleStore);
  protected readonly points = ['shape', 'pool', 'team'] as const;

  constructor() {
    injectPageTitle(this.title);
  }

  protected other(): 'en' | 'zh-CN' {
    return this.locale.locale() === 'en' ? 'zh-CN' : 'en';
  }
}

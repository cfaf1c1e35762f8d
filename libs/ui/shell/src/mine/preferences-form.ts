import { Component, computed, inject } from '@angular/core';
import { SessionStore } from '@ruyi/ui/data-access';
import { LocaleStore, ThemeStore, injectTranslate } from '@ruyi/ui/kit';
import { Preferences } from '../session/preferences.js';

@Component({
  selector: 'ry-preferences-form',
  template: `
    <h2>{{ t('shell.mine.preferences') }}</h2>
    <div class="stack">
      <div role="group" [attr.aria-label]="t('shell.menu.language')">
        <p class="ry-sub">{{ t('shell.menu.language') }}</p>
        <div class="choice">
          @for (each of languages; track each.key) {
            <button
              type="button"
              class="ry-btn"
              [attr.lang]="each.key"
              [class.on]="locale.locale() === each.key"
              [attr.aria-pressed]="locale.locale() === each.key"
              (click)="preferences.setLocale(each.key)"
            >
              {{ each.text }}
            </button>
          }
        </div>
      </div>
      <div role="group" [attr.aria-label]="t('shell.menu.theme')">
        <p class="ry-sub">{{ t('shell.menu.theme') }}</p>
        <div class="choice">
          @for (each of themes; track each.key) {
            <button
              type="button"
              class="ry-btn"
              [class.on]="theme.theme() === each.key"
              [attr.aria-pressed]="theme.theme() === each.key"
              (click)="theme.set(each.key)"
            >
              {{ t(each.text) }}
            </button>
          }
        </div>
      </div>
      @if (others().length > 0) {
        <div role="group" [attr.aria-label]="t('shell.menu.switch')">
          <p class="ry-sub">{{ t('shell.menu.switch') }}</p>
          <div class="choice">
            @for (company of others(); track company.tenantId) {
              <button type="button" class="ry-btn" (click)="preferences.switchTo(company.tenantId)">
                {{ company.name }}
              </button>
            }
          </div>
        </div>
      }
    </div>
  `,
  styleUrl: './mine-form.scss',
})
export class PreferencesForm {
  protected readonly t = injectTranslate();
  protected readonly locale = inject(LocaleStore);
  protected readonly theme = inject(ThemeStore);
  protected readonly preferences = inject(Preferences);
  private readonly session = inject(SessionStore);
  protected readonly languages = [
    { key: 'zh-CN', text: '中文（简体）' },
    { key: 'en', text: 'English' },
  ] as const;
  protected readonly themes = [
    { key: 'system', text: 'shell.menu.themeSystem' },
    { key: 'light', text: 'shell.menu.themeLight' },
    { key: 'dark', text: 'shell.menu.themeDark' },
  ] as const;
  protected readonly others = computed(
    () => this.session.me()?.tenants.filter((each) => each.tenantId !== this.session.tenant()?.id) ?? [],
  );
}

import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';
import { EmptyState, Icon, injectTranslate } from '@ruyi/ui/kit';
import { SETTINGS_GROUPS } from './settings-places.js';

/** The index of the settings: what the signed-in user may administer. */
@Component({
  selector: 'ry-settings-home',
  imports: [EmptyState, Icon, RouterLink],
  template: `
    <h1>{{ t('admin.home.title') }}</h1>
    @for (group of groups(); track group.key) {
      <section [attr.aria-label]="t('admin.home.groups.' + group.key)">
        <h2>{{ t('admin.home.groups.' + group.key) }}</h2>
        <div class="places">
          @for (place of group.places; track place.key) {
            <a class="ry-card" [routerLink]="place.link">
              <span class="disc"><ry-icon [name]="place.icon" [size]="22" /></span>
              <span>
                <b>{{ t('admin.home.' + place.key + '.title') }}</b>
                <span class="ry-sub">{{ t('admin.home.' + place.key + '.text') }}</span>
              </span>
            </a>
          }
        </div>
      </section>
    } @empty {
      <ry-empty-state icon="lock" [title]="t('admin.home.nothing')" [text]="t('admin.home.nothingText')" />
    }
  `,
  styles: `
    :host {
      display: block;
      max-width: 1080px;
      margin: 0 auto;
      padding: 18px 24px 48px;
    }
    h2 {
      margin: 20px 0 10px;
      font-size: 13px;
      color: var(--ry-ink-2);
    }
    .places {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(280px, 1fr));
      gap: 12px;
    }
    a {
      display: flex;
      align-items: center;
      gap: 14px;
      padding: 14px 16px;
      color: var(--ry-ink);
    }
    a:hover {
      border-color: var(--ry-primary);
      text-decoration: none;
    }
    b {
      display: block;
      font-weight: 600;
    }
    .disc {
      display: grid;
      place-items: center;
      width: 40px;
      height: 40px;
      flex: none;
      border-radius: 10px;
      background: var(--ry-primary-soft);
      color: var(--ry-primary);
    }
    @media (max-width: 767px) {
      :host {
        padding: 14px 12px 40px;
      }
      .places {
        grid-template-columns: 1fr;
        gap: 8px;
      }
    }
  `,
})
export class SettingsHome {
  protected readonly t = injectTranslate();
  private readonly session = inject(SessionStore);
  protected readonly groups = computed(() =>
    SETTINGS_GROUPS.map((group) => ({
      ...group,
      places: group.places.filter((place) => place.needs.some((action) => this.session.canAdminister(action))),
    })).filter((group) => group.places.length > 0),
  );
}

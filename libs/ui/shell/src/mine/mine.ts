import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';
import { Avatar, Breakpoint, Icon, injectPageTitle, injectTranslate } from '@ruyi/ui/kit';
import { injectDestinations } from '../frame/destinations.js';
import { SessionLife } from '../session/session-life.js';
import { NoticeSettings } from './notice-settings.js';
import { PasswordForm } from './password-form.js';
import { PreferencesForm } from './preferences-form.js';
import { ProfileForm } from './profile-form.js';
import { SecondFactorCard } from './second-factor-card.js';
import { SessionList } from './session-list.js';

/** 我的: one's own account and choices; on a phone also the way to everything that has no place in the bottom bar. */
@Component({
  selector: 'ry-mine',
  imports: [
    Avatar,
    Icon,
    NoticeSettings,
    PasswordForm,
    PreferencesForm,
    ProfileForm,
    RouterLink,
    SecondFactorCard,
    SessionList,
  ],
  template: `
    <header>
      <ry-avatar [name]="session.user()?.name ?? ''" [size]="52" />
      <div>
        <h1>{{ session.user()?.name }}</h1>
        <p class="ry-sub">{{ session.tenant()?.name }}</p>
      </div>
    </header>
    @if (screen.phone()) {
      <nav class="ry-card places" [attr.aria-label]="t('shell.mine.modules')">
        @for (place of places(); track place.key) {
          <a [routerLink]="place.link"><ry-icon [name]="place.icon" [size]="22" />{{ place.text }}</a>
        }
      </nav>
    }
    <ry-profile-form class="ry-card" />
    <ry-preferences-form class="ry-card" />
    <ry-notice-settings class="ry-card" />
    <ry-password-form class="ry-card" />
    <ry-second-factor-card class="ry-card" (changed)="sessions.reload()" />
    <ry-session-list #sessions class="ry-card" />
    <button type="button" class="ry-btn large out" (click)="life.logout()">
      <ry-icon name="logout" />{{ t('shell.menu.logout') }}
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 14px;
      max-width: 720px;
      margin: 0 auto;
      padding: 18px 20px 40px;
    }
    header {
      display: flex;
      align-items: center;
      gap: 14px;
    }
    .ry-card {
      display: block;
      padding: 16px 20px 20px;
    }
    .places {
      display: grid;
      grid-template-columns: repeat(4, 1fr);
      gap: 4px;
      padding: 8px;
    }
    .places a {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 6px;
      padding: 10px 4px;
      color: var(--ry-ink);
      font-size: 12px;
      text-align: center;
      text-decoration: none;
    }
    .places ry-icon {
      color: var(--ry-primary);
    }
    .out {
      align-self: flex-start;
    }
    @media (max-width: 767px) {
      :host {
        padding: 16px 12px 40px;
      }
      .out {
        align-self: stretch;
      }
    }
  `,
})
export class Mine {
  protected readonly t = injectTranslate();
  protected readonly session = inject(SessionStore);
  protected readonly screen = inject(Breakpoint);
  protected readonly life = inject(SessionLife);
  private readonly to = injectDestinations();
  protected readonly places = computed(() => {
    const settings = this.to.settings();
    const work = this.to.work().slice(1);
    return settings ? [...work, settings] : work;
  });

  constructor() {
    injectPageTitle(() => this.t('shell.mine.title'));
  }
}

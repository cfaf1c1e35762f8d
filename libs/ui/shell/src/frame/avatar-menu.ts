import { Component, computed, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';
import { Avatar, Icon, ThemeStore, injectTranslate, type Theme } from '@ruyi/ui/kit';
import { Preferences } from '../session/preferences.js';
import { SessionLife } from '../session/session-life.js';

const THEMES: readonly { readonly key: Theme; readonly text: string; readonly icon: string }[] = [
  { key: 'system', text: 'shell.menu.themeSystem', icon: 'monitor' },
  { key: 'light', text: 'shell.menu.themeLight', icon: 'sun' },
  { key: 'dark', text: 'shell.menu.themeDark', icon: 'moon' },
];

/** Who I am and where: settings, language, appearance, other companies, the way out. */
@Component({
  selector: 'ry-avatar-menu',
  imports: [Avatar, Icon, MatMenuModule, RouterLink],
  template: `
    <button
      type="button"
      class="trigger"
      [attr.aria-label]="session.user()?.name + ' ' + t('shell.menu.open')"
      [matMenuTriggerFor]="menu"
    >
      <ry-avatar [name]="session.user()?.name ?? ''" />
    </button>
    <mat-menu #menu="matMenu" xPosition="before">
      <div class="who" role="none">
        <b>{{ session.user()?.name }}</b>
        <span class="ry-sub">{{ session.tenant()?.name }}</span>
      </div>
      <a mat-menu-item routerLink="/mine"><ry-icon name="user" /> {{ t('shell.menu.profile') }}</a>
      <button mat-menu-item type="button" [matMenuTriggerFor]="languages">
        <ry-icon name="language" /> {{ t('shell.menu.language') }}
      </button>
      <button mat-menu-item type="button" [matMenuTriggerFor]="themes">
        <ry-icon name="moon" /> {{ t('shell.menu.theme') }}
      </button>
      @if (others().length > 0) {
        <button mat-menu-item type="button" [matMenuTriggerFor]="companies">
          <ry-icon name="company" /> {{ t('shell.menu.switch') }}
        </button>
      }
      <button mat-menu-item type="button" (click)="life.logout()">
        <ry-icon name="logout" /> {{ t('shell.menu.logout') }}
      </button>
    </mat-menu>
    <mat-menu #languages="matMenu">
      <button mat-menu-item type="button" lang="zh-CN" (click)="preferences.setLocale('zh-CN')">中文（简体）</button>
      <button mat-menu-item type="button" lang="en" (click)="preferences.setLocale('en')">English</button>
    </mat-menu>
    <mat-menu #themes="matMenu">
      @for (theme of choices; track theme.key) {
        <button mat-menu-item type="button" (click)="theming.set(theme.key)">
          <ry-icon [name]="theming.theme() === theme.key ? 'check' : theme.icon" /> {{ t(theme.text) }}
        </button>
      }
    </mat-menu>
    <mat-menu #companies="matMenu">
      @for (company of others(); track company.tenantId) {
        <button mat-menu-item type="button" (click)="preferences.switchTo(company.tenantId)">{{ company.name }}</button>
      }
    </mat-menu>
  `,
  styles: `
    .trigger {
      display: grid;
      padding: 2px;
      border: 0;
      border-radius: 50%;
      background: none;
      cursor: pointer;
    }
    .who {
      display: flex;
      flex-direction: column;
      padding: 6px 16px 10px;
      border-bottom: 1px solid var(--ry-line);
      margin-bottom: 4px;
      max-width: 260px;
    }
  `,
})
export class AvatarMenu {
  protected readonly t = injectTranslate();
  protected readonly session = inject(SessionStore);
  protected readonly theming = inject(ThemeStore);
  protected readonly preferences = inject(Preferences);
  protected readonly life = inject(SessionLife);
  protected readonly choices = THEMES;
  protected readonly others = computed(
    () => this.session.me()?.tenants.filter((each) => each.tenantId !== this.session.tenant()?.id) ?? [],
  );
}

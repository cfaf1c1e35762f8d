import { Component, computed, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { NotificationStore } from '@ruyi/ui/data-access';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { injectDestinations } from './destinations.js';

/** The phone's bar: 今日, 客户, ＋, 消息, 我的. */
@Component({
  selector: 'ry-bottom-bar',
  imports: [Icon, MatMenuModule, RouterLink, RouterLinkActive],
  template: `
    <nav [attr.aria-label]="t('shell.nav.label')">
      <a routerLink="/" routerLinkActive="on" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ exact: true }">
        <ry-icon name="clock" [size]="22" />{{ t('shell.nav.today') }}
      </a>
      @if (main(); as module) {
        <a routerLinkActive="on" ariaCurrentWhenActive="page" [routerLink]="module.link">
          <ry-icon [name]="module.icon" [size]="22" />{{ module.text }}
        </a>
      }
      <button type="button" [matMenuTriggerFor]="create" [attr.aria-label]="t('shell.nav.create')">
        <span class="fab"><ry-icon name="plus" [size]="24" /></span>
      </button>
      <a routerLink="/messages" routerLinkActive="on" ariaCurrentWhenActive="page">
        <span class="with-count">
          <ry-icon name="message" [size]="22" />
          @if (unread() > 0) {
            <b aria-hidden="true">{{ unread() > 99 ? '99+' : unread() }}</b>
          }
        </span>
        {{ t('shell.nav.messages') }}
        @if (unread() > 0) {
          <span class="ry-visually-hidden">{{ t('shell.bell.unread', { count: unread() }) }}</span>
        }
      </a>
      <a routerLink="/mine" routerLinkActive="on" ariaCurrentWhenActive="page">
        <ry-icon name="menu" [size]="22" />{{ t('shell.nav.mine') }}
      </a>
    </nav>
    <mat-menu #create="matMenu" yPosition="above">
      @for (creation of to.creations(); track creation.module) {
        <a mat-menu-item [routerLink]="creation.link"><ry-icon [name]="creation.icon" /> {{ creation.text }}</a>
      }
    </mat-menu>
  `,
  styles: `
    :host {
      display: block;
      background: var(--ry-card);
      border-top: 1px solid var(--ry-line);
      padding-bottom: env(safe-area-inset-bottom);
    }
    nav {
      display: grid;
      grid-template-columns: repeat(5, 1fr);
      height: 56px;
    }
    nav > a,
    nav > button {
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: 2px;
      border: 0;
      padding: 0;
      background: none;
      color: var(--ry-ink-2);
      font-size: 11px;
      line-height: 14px;
      text-decoration: none;
    }
    .on {
      color: var(--ry-primary);
    }
    .fab {
      /* It reaches above the bar, over what the page shows there. */
      position: relative;
      z-index: 1;
      display: grid;
      place-items: center;
      width: 44px;
      height: 44px;
      margin-top: -22px;
      border-radius: 50%;
      background: var(--ry-primary);
      color: var(--ry-on-primary);
      box-shadow: 0 6px 14px rgb(47 90 245 / 35%);
    }
    .with-count {
      position: relative;
    }
    b {
      position: absolute;
      left: 12px;
      top: -5px;
      min-width: 15px;
      padding: 0 4px;
      border-radius: 8px;
      background: light-dark(#c2293d, #d63a50);
      color: #fff;
      font: 600 10px/15px var(--ry-font);
      text-align: center;
    }
  `,
})
export class BottomBar {
  protected readonly t = injectTranslate();
  protected readonly to = injectDestinations();
  protected readonly unread = inject(NotificationStore).unread;
  protected readonly main = computed(
    () => this.to.work().find((place) => place.key === 'customers') ?? this.to.work()[1],
  );
}

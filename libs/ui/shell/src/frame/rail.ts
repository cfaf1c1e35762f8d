import { Component, computed } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { injectDestinations } from './destinations.js';
import { Logo } from './logo.js';

/** As many as fit a low laptop screen. */
const PINNED = 8;

/** The dark bar of modules at the left of a desktop. */
@Component({
  selector: 'ry-rail',
  imports: [Icon, Logo, MatMenuModule, RouterLink, RouterLinkActive],
  template: `
    <nav [attr.aria-label]="t('shell.nav.label')">
      <a class="logo" routerLink="/" [attr.aria-label]="t('kit.product')"><ry-logo /></a>
      @for (place of pinned(); track place.key) {
        <a
          class="item"
          routerLinkActive="on"
          ariaCurrentWhenActive="page"
          [routerLink]="place.link"
          [routerLinkActiveOptions]="{ exact: place.exact ?? false }"
        >
          <ry-icon [name]="place.icon" [size]="20" /><span>{{ place.text }}</span>
        </a>
      }
      @if (rest().length > 0) {
        <button type="button" class="item" [matMenuTriggerFor]="more">
          <ry-icon name="more" [size]="20" /><span>{{ t('shell.nav.more') }}</span>
        </button>
        <mat-menu #more="matMenu">
          @for (place of rest(); track place.key) {
            <a mat-menu-item [routerLink]="place.link"><ry-icon [name]="place.icon" /> {{ place.text }}</a>
          }
        </mat-menu>
      }
      <span class="ry-grow"></span>
      @if (to.settings(); as place) {
        <a class="item" routerLinkActive="on" ariaCurrentWhenActive="page" [routerLink]="place.link">
          <ry-icon [name]="place.icon" [size]="20" /><span>{{ place.text }}</span>
        </a>
      }
    </nav>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      padding: 12px 0;
      background: var(--ry-rail);
      color: var(--ry-rail-ink);
      overflow-y: auto;
      scrollbar-width: none;
    }
    .logo {
      margin-bottom: 10px;
      border-radius: 10px;
    }
    nav {
      flex: 1;
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 2px;
      width: 100%;
    }
    .item {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 2px;
      width: 66px;
      padding: 8px 0;
      border: 0;
      border-radius: 8px;
      background: none;
      color: inherit;
      font-size: 12px;
      line-height: 16px;
      text-align: center;
      text-decoration: none;
      cursor: pointer;
      overflow-wrap: break-word;
    }
    .item:hover {
      background: #1f2842;
      color: #fff;
    }
    .item.on {
      background: var(--ry-rail-on);
      color: #fff;
    }
    .item:focus-visible,
    .logo:focus-visible {
      outline-color: #9db7ff;
      outline-offset: -2px;
    }
  `,
})
export class Rail {
  protected readonly t = injectTranslate();
  protected readonly to = injectDestinations();
  protected readonly pinned = computed(() => this.to.work().slice(0, PINNED));
  protected readonly rest = computed(() => this.to.work().slice(PINNED));
}

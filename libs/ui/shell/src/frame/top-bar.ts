import { Component, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { Icon, Shortcuts, injectTranslate } from '@ruyi/ui/kit';
import { PaletteState } from '../search/palette-state.js';
import { AvatarMenu } from './avatar-menu.js';
import { Bell } from './bell.js';
import { injectDestinations } from './destinations.js';

/** Search, ＋新建, the bell and the user, on top of every desktop page. */
@Component({
  selector: 'ry-top-bar',
  imports: [AvatarMenu, Bell, Icon, MatMenuModule, RouterLink],
  template: `
    <button type="button" class="search" [attr.aria-keyshortcuts]="'Control+K Meta+K'" (click)="palette.show()">
      <ry-icon name="search" [size]="16" />
      <span class="ry-clip">{{ t('shell.search.open') }}</span>
      <kbd>{{ keys }}</kbd>
    </button>
    <span class="ry-grow"></span>
    @if (to.creations().length > 0) {
      <button type="button" class="ry-btn primary" [matMenuTriggerFor]="create">
        <ry-icon name="plus" [size]="16" />{{ t('shell.nav.create') }}
      </button>
      <mat-menu #create="matMenu" xPosition="before">
        @for (creation of to.creations(); track creation.module) {
          <a mat-menu-item [routerLink]="creation.link"><ry-icon [name]="creation.icon" /> {{ creation.text }}</a>
        }
      </mat-menu>
    }
    <ry-bell />
    <ry-avatar-menu />
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 12px;
      height: 52px;
      padding: 0 20px;
      background: var(--ry-card);
      border-bottom: 1px solid var(--ry-line);
    }
    .search {
      flex: 0 1 420px;
      display: flex;
      align-items: center;
      gap: 8px;
      height: 34px;
      padding: 0 14px;
      border: 1px solid transparent;
      border-radius: 17px;
      background: var(--ry-bg);
      color: var(--ry-ink-3);
      cursor: text;
      text-align: left;
      min-width: 0;
    }
    .search span {
      flex: 1;
    }
    .search:hover {
      border-color: var(--ry-line-strong);
    }
    kbd {
      font: 11px/18px var(--ry-font);
      border: 1px solid var(--ry-line);
      border-radius: 4px;
      padding: 0 5px;
      background: var(--ry-card);
      white-space: nowrap;
    }
  `,
})
export class TopBar {
  protected readonly t = injectTranslate();
  protected readonly to = injectDestinations();
  protected readonly palette = inject(PaletteState);
  protected readonly keys = inject(Shortcuts).text('mod+k');
}

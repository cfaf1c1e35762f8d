import { Component, inject, signal } from '@angular/core';
import { OverlayModule } from '@angular/cdk/overlay';
import { A11yModule } from '@angular/cdk/a11y';
import { RouterLink } from '@angular/router';
import { NotificationStore } from '@ruyi/ui/data-access';
import { Icon, LoadError, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { NotificationList } from '../messages/notification-list.js';

/** The bell: how many are unread, and the latest ones in a panel. */
@Component({
  selector: 'ry-bell',
  imports: [A11yModule, Icon, LoadError, NotificationList, OverlayModule, RouterLink, SkeletonRows],
  template: `
    <button
      type="button"
      class="ry-btn icon trigger"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      [attr.aria-expanded]="open()"
      [attr.aria-label]="store.unread() > 0 ? t('shell.bell.unread', { count: store.unread() }) : t('shell.bell.open')"
      (click)="toggle()"
    >
      <ry-icon name="bell" [size]="20" />
      @if (store.unread() > 0) {
        <b aria-hidden="true">{{ store.unread() > 99 ? '99+' : store.unread() }}</b>
      }
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayPositions]="[
        { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 6 },
      ]"
      (backdropClick)="open.set(false)"
      (detach)="open.set(false)"
    >
      <section
        class="panel"
        role="dialog"
        cdkTrapFocus
        cdkTrapFocusAutoCapture
        [attr.aria-label]="t('shell.bell.title')"
        (keydown.escape)="open.set(false)"
      >
        <div class="head">
          <h2>{{ t('shell.bell.title') }}</h2>
          <span class="ry-grow"></span>
          @if (store.unread() > 0) {
            <button type="button" class="ry-btn text" (click)="store.markAllRead()">
              {{ t('shell.bell.readAll') }}
            </button>
          }
        </div>
        <div class="list">
          @if (failed(); as error) {
            <ry-load-error [error]="error" (retry)="load()" />
          } @else if (loading() && store.items().length === 0) {
            <ry-skeleton-rows [rows]="4" [height]="56" />
          } @else if (store.items().length === 0) {
            <p class="empty ry-muted">{{ t('shell.bell.empty') }}</p>
          } @else {
            <ry-notification-list [items]="store.items().slice(0, 8)" (opened)="open.set(false)" />
          }
        </div>
        <div class="foot">
          <a routerLink="/messages" (click)="open.set(false)">{{ t('shell.bell.all') }}</a>
        </div>
      </section>
    </ng-template>
  `,
  styles: `
    .trigger {
      position: relative;
    }
    b {
      position: absolute;
      top: 0;
      left: 17px;
      min-width: 15px;
      padding: 0 4px;
      border-radius: 8px;
      background: light-dark(#c2293d, #d63a50);
      color: #fff;
      font: 600 10px/15px var(--ry-font);
      text-align: center;
    }
    .panel {
      width: 380px;
      max-width: calc(100vw - 16px);
      background: var(--ry-card);
      border: 1px solid var(--ry-line);
      border-radius: 10px;
      box-shadow: var(--ry-shadow);
      overflow: hidden;
    }
    .head {
      display: flex;
      align-items: center;
      padding: 8px 8px 8px 16px;
      min-height: 48px;
    }
    .list {
      max-height: 420px;
      overflow-y: auto;
      border-block: 1px solid var(--ry-line);
    }
    .empty {
      padding: 32px;
      text-align: center;
    }
    .foot {
      text-align: center;
      padding: 10px;
    }
  `,
})
export class Bell {
  protected readonly t = injectTranslate();
  protected readonly store = inject(NotificationStore);
  protected readonly open = signal(false);
  protected readonly loading = signal(false);
  protected readonly failed = signal<unknown>(null);

  protected toggle(): void {
    this.open.update((open) => !open);
    if (this.open()) void this.load();
  }

  protected async load(): Promise<void> {
    this.loading.set(true);
    this.failed.set(null);
    await this.store.load().catch((error: unknown) => this.failed.set(error));
    this.loading.set(false);
  }
}

import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { NotificationStore } from '@ruyi/ui/data-access';
import { EmptyState, LoadError, PageHeader, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { NotificationList } from './notification-list.js';

@Component({
  selector: 'ry-messages',
  imports: [EmptyState, LoadError, NotificationList, PageHeader, RouterLink, SkeletonRows],
  template: `
    <ry-page-header [title]="t('shell.messages.title')">
      <div class="filter" role="group" [attr.aria-label]="t('shell.messages.title')">
        <button
          type="button"
          class="ry-btn"
          [class.on]="!onlyUnread()"
          [attr.aria-pressed]="!onlyUnread()"
          (click)="filter(false)"
        >
          {{ t('shell.messages.all') }}
        </button>
        <button
          type="button"
          class="ry-btn"
          [class.on]="onlyUnread()"
          [attr.aria-pressed]="onlyUnread()"
          (click)="filter(true)"
        >
          {{ t('shell.messages.unread') }} {{ store.unread() || '' }}
        </button>
      </div>
      <a class="ry-btn" routerLink="/jobs">{{ t('shell.jobs.title') }}</a>
      <button type="button" class="ry-btn" [disabled]="store.unread() === 0" (click)="store.markAllRead()">
        {{ t('shell.messages.readAll') }}
      </button>
    </ry-page-header>
    <section class="ry-card">
      @if (failed(); as error) {
        <ry-load-error [error]="error" (retry)="load()" />
      } @else if (loading()) {
        <ry-skeleton-rows [rows]="6" [height]="52" />
      } @else {
        @if (store.items().length > 0) {
          <ry-notification-list [items]="store.items()" />
        } @else {
          <ry-empty-state
            icon="bell"
            [title]="t(onlyUnread() ? 'shell.messages.emptyUnread' : 'shell.messages.empty')"
            [text]="t('shell.messages.emptyText')"
          />
        }
        @if (store.hasMore()) {
          <button type="button" class="ry-btn text block more" (click)="store.loadMore(onlyUnread())">
            {{ t('shell.messages.more') }}
          </button>
        }
      }
    </section>
  `,
  styles: `
    :host {
      display: block;
      padding: 14px 20px 32px;
      max-width: 880px;
      margin: 0 auto;
    }
    .filter {
      display: flex;
    }
    .filter .ry-btn {
      border-radius: 0;
    }
    .filter .ry-btn:first-child {
      border-radius: 6px 0 0 6px;
    }
    .filter .ry-btn:last-child {
      border-radius: 0 6px 6px 0;
      margin-left: -1px;
    }
    .on {
      color: var(--ry-primary);
      border-color: var(--ry-primary);
      z-index: 1;
    }
    section {
      margin-top: 12px;
      overflow: hidden;
    }
    .more {
      border-top: 1px solid var(--ry-line);
      border-radius: 0;
    }
    @media (max-width: 767px) {
      :host {
        padding: 12px;
      }
    }
  `,
})
export class Messages {
  protected readonly t = injectTranslate();
  protected readonly store = inject(NotificationStore);
  protected readonly onlyUnread = signal(false);
  protected readonly loading = signal(true);
  protected readonly failed = signal<unknown>(null);

  constructor() {
    void this.load();
  }

  protected filter(onlyUnread: boolean): void {
    this.onlyUnread.set(onlyUnread);
    void this.load();
  }

  protected async load(): Promise<void> {
    this.loading.set(true);
    this.failed.set(null);
    await this.store.load(this.onlyUnread()).catch((error: unknown) => this.failed.set(error));
    this.loading.set(false);
  }
}

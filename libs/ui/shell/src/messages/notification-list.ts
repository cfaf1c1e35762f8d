import { Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { NotificationStore, type Notification } from '@ruyi/ui/data-access';
import { Icon, injectFormat, injectTranslate } from '@ruyi/ui/kit';

const ICONS: Readonly<Record<string, string>> = {
  allocated: 'arrowRight',
  transferred: 'users',
  claimed: 'pool',
  reclaimed: 'pool',
  reclaimSoon: 'clock',
  reclaimSoonMany: 'clock',
  reclaimPlanned: 'clock',
  putInPool: 'pool',
  teamAdded: 'users',
  jobDone: 'check',
  sendDone: 'send',
  sendFailed: 'warning',
  webhookOff: 'bolt',
};

/** Where kinds of notices lead that name neither a record nor a job. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  jobDone: ['/jobs'],
  sendDone: ['/sends'],
  sendFailed: ['/sends'],
  webhookOff: ['/settings/webhooks'],
};

/** Notices, newest first; opening one marks it as read and goes to what it is about. */
@Component({
  selector: 'ry-notification-list',
  imports: [Icon, RouterLink],
  template: `
    <ul>
      @for (item of items(); track item.id) {
        <li [class.unread]="!item.read">
          <a [routerLink]="link(item)" (click)="open(item)">
            <ry-icon [name]="icon(item)" />
            <span class="text">
              @if (!item.read) {
                <span class="ry-visually-hidden">{{ t('shell.messages.isUnread') }}</span>
              }
              {{ item.text }}
            </span>
            <time class="ry-sub" [attr.datetime]="item.at">{{ format.ago(item.at) }}</time>
          </a>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li + li {
      border-top: 1px solid var(--ry-line);
    }
    a {
      display: flex;
      align-items: flex-start;
      gap: 10px;
      padding: 12px 16px;
      color: var(--ry-ink-2);
      text-decoration: none;
    }
    a:hover {
      background: var(--ry-hover);
    }
    a:focus-visible {
      outline-offset: -2px;
    }
    .text {
      flex: 1;
      min-width: 0;
    }
    .unread .text {
      color: var(--ry-ink);
      font-weight: 600;
    }
    .unread a {
      box-shadow: inset 3px 0 var(--ry-primary);
    }
    time {
      white-space: nowrap;
    }
  `,
})
export class NotificationList {
  readonly items = input.required<readonly Notification[]>();
  readonly opened = output<Notification>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly store = inject(NotificationStore);

  protected link({ kind, jobId, record }: Notification): readonly string[] {
    if (record) return ['/m', record.module, record.id];
    if (jobId) return [...(PLACES[kind] ?? ['/jobs']), jobId];
    return PLACES[kind] ?? ['/messages'];
  }

  protected icon(item: Notification): string {
    return ICONS[item.kind] ?? 'bell';
  }

  protected open(item: Notification): void {
    this.opened.emit(item);
    void this.store.markRead([item.id]).catch(() => undefined);
  }
}

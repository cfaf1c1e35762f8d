import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ApiProblem, MessagingApi, SessionStore, type RecipientState, type Send } from '@ruyi/ui/data-access';
import { NameCache, PickSource, Words } from '@ruyi/ui/fields';
import { EmptyState, Icon, LoadError, PageHeader, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** 发送记录: what was sent or is about to be. */
@Component({
  selector: 'ry-send-list',
  imports: [EmptyState, Icon, LoadError, PageHeader, RouterLink, SkeletonRows],
  template: `
    <div class="page">
      <ry-page-header [title]="t('admin.sends.sends')">
        @if (session.canAdminister('templates')) {
          <a class="ry-btn" routerLink="/settings/templates">{{ t('admin.home.templates.title') }}</a>
        }
        @if (session.canAdminister('senders')) {
          <a class="ry-btn" routerLink="/settings/senders">{{ t('admin.home.senders.title') }}</a>
        }
      </ry-page-header>
      @if (error()) {
        <ry-load-error [error]="error()" (retry)="read(null)" />
      } @else if (sends(); as list) {
        @if (list.length > 0) {
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t('admin.sends.template') }}</th>
                <th scope="col">{{ t('admin.messages.module') }}</th>
                <th scope="col">{{ t('admin.sends.sender') }}</th>
                <th scope="col">{{ t('admin.sends.when') }}</th>
                <th scope="col">{{ t('admin.sends.sendState') }}</th>
                <th scope="col">{{ t('admin.sends.sent') }}</th>
                <th scope="col">{{ t('admin.sends.skipped') }}</th>
                <th scope="col">{{ t('admin.sends.failed') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (send of list; track send.id) {
                <tr>
                  <th scope="row">
                    <span class="person">
                      <ry-icon [name]="icon(send)" [size]="18" />
                      <a [routerLink]="['/sends', send.id]">{{ send.template }}</a>
                    </span>
                  </th>
                  <td class="part">
                    <span class="ry-tag">{{ moduleName(send) }}</span>
                  </td>
                  <td class="part">{{ senderName(send) }}</td>
                  <td>{{ format.nearDateTime(send.scheduledAt ?? send.createdAt) }}</td>
                  <td class="state">
                    <span class="ry-tag" [class.ok]="send.state === 'completed'" [class.accent]="!send.finishedAt">{{
                      t('admin.sends.sendStates.' + send.state)
                    }}</span>
                  </td>
                  <td class="part" [attr.data-label]="t('admin.sends.sent')">{{ count(send, 'sent') }}</td>
                  <td class="part" [attr.data-label]="t('admin.sends.skipped')">{{ count(send, 'skipped') }}</td>
                  <td class="part" [attr.data-label]="t('admin.sends.failed')" [class.bad]="count(send, 'failed') > 0">
                    {{ count(send, 'failed') }}
                  </td>
                </tr>
              }
            </tbody>
          </table>
          @if (next(); as after) {
            <button type="button" class="ry-btn more" (click)="read(after)">{{ t('kit.more') }}</button>
          }
        } @else {
          <ry-empty-state icon="send" [title]="t('admin.sends.noSends')" [text]="t('admin.sends.noSendsText')">
            <a class="ry-btn primary" routerLink="/m/customers">{{ t('admin.sends.toCustomers') }}</a>
          </ry-empty-state>
        }
      } @else {
        <ry-skeleton-rows [rows]="6" [height]="44" />
      }
    </div>
  `,
  styleUrl: '../frame/split-page.css',
  styles: `
    ry-page-header {
      margin-bottom: 12px;
    }
    .bad {
      color: var(--ry-bad);
    }
    @media (max-width: 767px) {
      .part {
        display: inline-block;
        margin-right: 14px;
      }
      .state {
        position: absolute;
        top: 10px;
        right: 12px;
      }
    }
  `,
})
export class SendList {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly session = inject(SessionStore);
  private readonly api = inject(MessagingApi);
  private readonly words = inject(Words);
  private readonly names = inject(NameCache);
  protected readonly sends = signal<readonly Send[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);

  constructor() {
    void this.read(null);
    // Puts colleagues' names into the cache.
    void inject(PickSource)
      .users('', new AbortController().signal)
      .catch(() => undefined);
  }

  /** The server names only the states that occur. */
  protected count(send: Send, state: RecipientState): number {
    const counts: Partial<Record<RecipientState, number>> = send.counts;
    return counts[state] ?? 0;
  }

  protected icon(send: Send): string {
    return send.channel;
  }

  protected moduleName(send: Send): string {
    return this.words.of(this.session.modules().find((module) => module.key === send.module)?.label) || send.module;
  }

  protected senderName(send: Send): string {
    const user = this.session.user();
    if (send.createdBy === user?.id) return user?.name ?? '';
    return (send.createdBy && this.names.nameOf(send.createdBy)) || '—';
  }

  protected async read(after: string | null): Promise<void> {
    try {
      const page = await this.api.sends(after ?? undefined);
      this.sends.update((sends) => (after ? [...(sends ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }
}

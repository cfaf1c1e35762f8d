import { Component, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WebhookApi } from '@ruyi/ui/data-access';
import { EmptyState, Icon, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';

/** Where other systems hear of the company's records. */
@Component({
  selector: 'ry-webhook-list',
  imports: [AdminHeader, EmptyState, Icon, LoadError, RouterLink, SkeletonRows],
  template: `
    <ry-admin-header [title]="t('admin.home.webhooks.title')">
      <a class="ry-btn primary" routerLink="/settings/webhooks/new"
        ><ry-icon name="plus" [size]="16" />{{ t('admin.webhooks.add') }}</a
      >
    </ry-admin-header>
    @if (webhooks.error(); as error) {
      <ry-load-error [error]="error" (retry)="webhooks.reload()" />
    } @else if (webhooks.hasValue()) {
      @for (webhook of webhooks.value().items; track webhook.id) {
        <a class="ry-card webhook" [routerLink]="['/settings/webhooks', webhook.id]">
          <span class="disc"><ry-icon name="bolt" [size]="20" /></span>
          <span class="ry-grow">
            <b>{{ webhook.name }}</b>
            @if (!webhook.enabled) {
              <span class="ry-tag warn">{{
                t(webhook.offReason ? 'admin.webhooks.off_' + webhook.offReason : 'admin.webhooks.off')
              }}</span>
            } @else if (webhook.failingSince) {
              <span class="ry-tag bad">{{
                t('admin.webhooks.failing', { since: format.nearDateTime(webhook.failingSince) })
              }}</span>
            } @else {
              <span class="ry-tag ok">{{ t('admin.webhooks.on') }}</span>
            }
            <span class="ry-sub url">{{ webhook.url }}</span>
            <span class="ry-sub">{{ t('admin.webhooks.events', { count: webhook.events.length }) }}</span>
          </span>
          <ry-icon name="chevronRight" [size]="18" />
        </a>
      } @empty {
        <ry-empty-state icon="bolt" [title]="t('admin.webhooks.none')" [text]="t('admin.webhooks.noneText')" />
      }
    } @else {
      <ry-skeleton-rows [rows]="3" [height]="64" />
    }
  `,
  styleUrl: '../frame/form-page.css',
  styles: `
    .ry-card.webhook {
      flex-direction: row;
      align-items: center;
      padding: 12px 16px;
      color: var(--ry-ink);
    }
    .webhook:hover {
      border-color: var(--ry-primary);
      text-decoration: none;
    }
    .ry-grow {
      min-width: 0;
    }
    .url {
      display: block;
      overflow-wrap: anywhere;
    }
    .disc {
      display: grid;
      place-items: center;
      flex: none;
      width: 36px;
      height: 36px;
      border-radius: 10px;
      background: var(--ry-primary-soft);
      color: var(--ry-primary);
    }
    b {
      font-weight: 600;
      margin-right: 6px;
    }
  `,
})
export class WebhookList {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(WebhookApi);
  protected readonly webhooks = resource({ loader: () => this.api.list() });
}

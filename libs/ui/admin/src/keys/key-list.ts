import { Component, inject, resource, signal } from '@angular/core';
import { ApiProblem, KeyApi, type ApiKey } from '@ruyi/ui/data-access';
import {
  Confirm,
  EmptyState,
  Icon,
  LoadError,
  SkeletonRows,
  Toaster,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { SidePanel } from '../frame/side-panel.js';
import { Directory } from '../people/directory.js';
import { KeyForm } from './key-form.js';

/** API 密钥: which programs may come in, as whom, and when they last did. */
@Component({
  selector: 'ry-key-list',
  imports: [AdminHeader, EmptyState, Icon, KeyForm, LoadError, SidePanel, SkeletonRows],
  providers: [Directory],
  styleUrl: '../frame/split-page.css',
  styles: `
    .name {
      overflow-wrap: anywhere;
    }
    /* A role is one word in Chinese, too. */
    td {
      word-break: keep-all;
    }
    /* Two buttons leave a long name no room beside them. */
    @media (max-width: 767px) {
      .name {
        font-weight: 600;
      }
      td.actions:not(:empty) {
        position: static;
        padding-top: 8px;
        text-align: left;
      }
    }
  `,
  template: `
    <div class="page">
      <ry-admin-header [title]="t('admin.home.keys.title')">
        <button type="button" class="ry-btn primary" (click)="editing.set('new')">
          <ry-icon name="plus" [size]="16" />{{ t('admin.keys.add') }}
        </button>
      </ry-admin-header>
      @if (keys.error(); as error) {
        <ry-load-error [error]="error" (retry)="keys.reload()" />
      } @else if (keys.hasValue()) {
        @if (keys.value().items.length > 0) {
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t('admin.keys.name') }}</th>
                <th scope="col">{{ t('admin.keys.role') }}</th>
                <th scope="col">{{ t('admin.keys.createdBy') }}</th>
                <th scope="col">{{ t('admin.keys.expires') }}</th>
                <th scope="col">{{ t('admin.keys.lastUsed') }}</th>
                <th scope="col">{{ t('admin.keys.state') }}</th>
                <td></td>
              </tr>
            </thead>
            <tbody>
              @for (each of keys.value().items; track each.id) {
                <tr>
                  <th scope="row" class="name">{{ each.name }}</th>
                  <td [attr.data-label]="t('admin.keys.role')">{{ directory.roleList([each.roleId]) || '—' }}</td>
                  <td [attr.data-label]="t('admin.keys.createdBy')">{{ each.createdBy?.name ?? '—' }}</td>
                  <td [attr.data-label]="t('admin.keys.expires')">
                    {{ each.expiresAt ? format.nearDateTime(each.expiresAt) : t('admin.keys.never') }}
                  </td>
                  <td [attr.data-label]="t('admin.keys.lastUsed')">
                    {{ each.lastUsedAt ? format.nearDateTime(each.lastUsedAt) : t('admin.keys.neverUsed') }}
                  </td>
                  <td>
                    <span class="ry-tag" [class.ok]="each.state === 'open'">{{
                      t('admin.keys.states.' + each.state)
                    }}</span>
                  </td>
                  <td class="right actions">
                    @if (each.state !== 'revoked') {
                      <button type="button" class="ry-btn" (click)="editing.set(each)">
                        {{ t('admin.keys.change') }}
                      </button>
                      <button type="button" class="ry-btn" (click)="revoke(each)">{{ t('admin.keys.revoke') }}</button>
                    }
                  </td>
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <ry-empty-state icon="key" [title]="t('admin.keys.none')" [text]="t('admin.keys.noneText')" />
        }
      } @else {
        <ry-skeleton-rows [rows]="5" [height]="44" />
      }
    </div>
    @if (editing(); as edited) {
      <ry-side-panel [title]="t(edited === 'new' ? 'admin.keys.add' : 'admin.keys.edit')" (closed)="editing.set(null)">
        <ry-key-form [apiKey]="edited === 'new' ? null : edited" (saved)="keys.reload()" (done)="editing.set(null)" />
      </ry-side-panel>
    }
  `,
})
export class KeyList {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly directory = inject(Directory);
  private readonly api = inject(KeyApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly editing = signal<ApiKey | 'new' | null>(null);
  protected readonly keys = resource({ loader: () => this.api.list() });

  protected async revoke({ id, name }: ApiKey): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.keys.revokeTitle', { name }),
      text: this.t('admin.keys.revokeText'),
      confirm: this.t('admin.keys.revoke'),
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.revoke(id);
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    }
    this.keys.reload();
  }
}

import { Component, inject, signal } from '@angular/core';
import { ApiProblem, CompanyApi, type AuditEntry } from '@ruyi/ui/data-access';
import { NameCache, PickSource } from '@ruyi/ui/fields';
import { EmptyState, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { KNOWN_ACTIONS } from './known-actions.js';

/** Who changed people, roles and settings. */
@Component({
  selector: 'ry-audit-page',
  imports: [AdminHeader, EmptyState, LoadError, SkeletonRows],
  template: `
    <div class="page">
      <ry-admin-header [title]="t('admin.home.audit.title')" />
      <p></p>
      @if (error()) {
        <ry-load-error [error]="error()" (retry)="read(null)" />
      } @else if (entries(); as list) {
        @if (list.length > 0) {
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t('admin.company.when') }}</th>
                <th scope="col">{{ t('admin.company.who') }}</th>
                <th scope="col">{{ t('admin.company.what') }}</th>
                <th scope="col">{{ t('admin.company.about') }}</th>
                <th scope="col">IP</th>
              </tr>
            </thead>
            <tbody>
              @for (entry of list; track entry.id) {
                <tr>
                  <td>{{ format.dateTime(entry.at) }}</td>
                  <td>{{ entry.by?.name ?? '—' }}</td>
                  <th scope="row">{{ actionName(entry) }}</th>
                  <td>{{ about(entry) }}</td>
                  <td>{{ entry.ip }}</td>
                </tr>
              }
            </tbody>
          </table>
          @if (next(); as after) {
            <button type="button" class="ry-btn more" (click)="read(after)">{{ t('kit.more') }}</button>
          }
        } @else {
          <ry-empty-state icon="history" [title]="t('admin.company.noAudit')" />
        }
      } @else {
        <ry-skeleton-rows [rows]="8" />
      }
    </div>
  `,
  styleUrl: '../frame/split-page.css',
})
export class AuditPage {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(CompanyApi);
  private readonly names = inject(NameCache);
  private readonly source = inject(PickSource);
  protected readonly entries = signal<readonly AuditEntry[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);

  constructor() {
    void this.source.users('', new AbortController().signal).catch(() => undefined);
    void this.read(null);
  }

  protected actionName({ action }: AuditEntry): string {
    const known = KNOWN_ACTIONS.find((each) => each === action);
    return known ? this.t(`admin.company.actions.${known.replaceAll('.', '_')}`) : action;
  }

  /** Whom or what it concerned, as far as the entry names it. */
  protected about({ subjectId, detail }: AuditEntry): string {
    const named = [detail['name'], detail['login'], detail['email']].find((each) => typeof each === 'string');
    return typeof named === 'string' ? named : subjectId ? (this.names.nameOf(subjectId) ?? '') : '';
  }

  protected async read(after: string | null): Promise<void> {
    try {
      const page = await this.api.audit(after ? { after } : {});
      this.entries.update((entries) => (after ? [...(entries ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }
}

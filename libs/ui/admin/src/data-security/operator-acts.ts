import { Component, inject, signal } from '@angular/core';
import { AUDIT_ACTIONS } from '@ruyi/contract/access';
import { labelText } from '@ruyi/contract/metadata';
import { ApiProblem, DataSecurityApi, type AuditEntry } from '@ruyi/ui/data-access';
import { EmptyState, LoadError, LocaleStore, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** What whoever runs the install did to the company's data. */
@Component({
  selector: 'ry-operator-acts',
  imports: [EmptyState, LoadError, SkeletonRows],
  template: `
    <h2>{{ t('admin.data.operator') }}</h2>
    <p class="ry-sub">{{ t('admin.data.operatorText') }}</p>
    @if (error(); as problem) {
      <ry-load-error [error]="problem" (retry)="read(null)" />
    } @else if (items(); as list) {
      @if (list.length > 0) {
        <ul>
          @for (entry of list; track entry.id) {
            <li>
              <b>{{ named(entry) }}</b>
              <span class="ry-sub">{{ format.dateTime(entry.at) }}</span>
              @if (said(entry, 'by'); as by) {
                <span class="ry-sub">{{ t('admin.data.by', { by }) }}</span>
              }
              @if (said(entry, 'login'); as login) {
                <span class="ry-sub">{{ login }}</span>
              }
            </li>
          }
        </ul>
        @if (next(); as after) {
          <button type="button" class="ry-btn" (click)="read(after)">{{ t('kit.more') }}</button>
        }
      } @else {
        <ry-empty-state icon="lock" [title]="t('admin.data.noOperator')" />
      }
    } @else {
      <ry-skeleton-rows [rows]="3" />
    }
  `,
  styleUrl: './listed.css',
})
export class OperatorActs {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(DataSecurityApi);
  private readonly locale = inject(LocaleStore).locale;
  protected readonly items = signal<readonly AuditEntry[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);

  constructor() {
    void this.read(null);
  }

  protected named({ action }: AuditEntry): string {
    const label = AUDIT_ACTIONS[action];
    return label ? labelText(label, this.locale()) : action;
  }

  protected said({ detail }: AuditEntry, key: 'by' | 'login'): string {
    const text = detail[key];
    return typeof text === 'string' ? text : '';
  }

  protected async read(after: string | null): Promise<void> {
    try {
      const page = await this.api.operatorActs(after ? { after } : {});
      this.items.update((items) => (after ? [...(items ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }
}

import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { AUDIT_SUBJECTS, type AuditSubject } from '@ruyi/contract/access';
import {
  ApiProblem,
  CompanyApi,
  DataSecurityApi,
  JobStore,
  type AuditEntry,
  type AuditFilter,
} from '@ruyi/ui/data-access';
import { EmptyState, Icon, LoadError, SkeletonRows, Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { AuditFilters } from './audit-filters.js';
import { AuditWords } from './audit-words.js';

const FORMATS = ['xlsx', 'csv'] as const;
const isSubject = (key: string): key is AuditSubject => key in AUDIT_SUBJECTS;

/** Who changed people, roles and settings, and what from and to. */
@Component({
  selector: 'ry-audit-page',
  imports: [AdminHeader, AuditFilters, EmptyState, Icon, LoadError, SkeletonRows],
  providers: [AuditWords],
  template: `
    <div class="page">
      <ry-admin-header [title]="t('admin.home.audit.title')">
        @for (format of formats; track format) {
          <button type="button" class="ry-btn" [disabled]="exporting()" (click)="export(format)">
            <ry-icon name="download" [size]="16" />{{ t('admin.company.exportAs', { format }) }}
          </button>
        }
      </ry-admin-header>
      <ry-audit-filters [filter]="filter()" (changed)="choose($event)" />
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
                  <td [attr.data-label]="t('admin.company.when')">{{ format.dateTime(entry.at) }}</td>
                  <td [attr.data-label]="t('admin.company.who')">{{ entry.by?.name ?? '—' }}</td>
                  <th scope="row">
                    {{ words.action(entry) }}
                    @if (entry.times > 1) {
                      <span class="ry-tag">{{ t('admin.company.times', { count: entry.times }) }}</span>
                    }
                  </th>
                  <td [attr.data-label]="words.about(entry) ? t('admin.company.about') : null">
                    {{ words.about(entry) }}
                    @for (line of words.lines(entry); track $index) {
                      <div class="ry-sub change">
                        @if (line.label) {
                          {{ line.label }}{{ t('admin.company.colon') }}
                        }
                        @if (line.before !== null) {
                          {{ line.before }} <span aria-hidden="true">→</span>
                          <span class="ry-visually-hidden">{{ t('admin.company.became') }}</span>
                        }
                        {{ line.after }}
                      </div>
                    }
                  </td>
                  @if (entry.ip) {
                    <td data-label="IP">{{ entry.ip }}</td>
                  } @else {
                    <td></td>
                  }
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
  styles: `
    .change {
      max-width: 560px;
      overflow-wrap: anywhere;
    }
  `,
})
export class AuditPage {
  /** The filter stands in the page's address, so that it can be passed on and comes back with the page. */
  readonly about = input<string>();
  readonly action = input<string>();
  readonly userId = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  protected readonly filter = computed<AuditFilter>(
    () => {
      const about = this.about();
      const texts = { action: this.action(), userId: this.userId(), from: this.from(), to: this.to() };
      const given = Object.entries(texts).filter(([, value]) => value);
      return { ...(about && isSubject(about) ? { about } : {}), ...Object.fromEntries(given) };
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(CompanyApi);
  private readonly data = inject(DataSecurityApi);
  private readonly jobs = inject(JobStore);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);
  protected readonly words = inject(AuditWords);
  protected readonly entries = signal<readonly AuditEntry[] | null>(null);
  protected readonly formats = FORMATS;
  protected readonly exporting = signal(false);
  private reads = 0;
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);

  constructor() {
    this.words.load();
    effect(() => {
      this.filter();
      untracked(() => void this.read(null));
    });
  }

  /** The file is in the tray when the job has ended. */
  protected async export(format: 'xlsx' | 'csv'): Promise<void> {
    this.exporting.set(true);
    try {
      const { jobId } = await this.data.exportAudit({ format, ...this.filter() });
      await this.jobs.track(jobId);
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    } finally {
      this.exporting.set(false);
    }
  }

  protected choose(filter: AuditFilter): void {
    const { about = null, action = null, userId = null, from = null, to = null } = filter;
    void this.router.navigate([], { queryParams: { about, action, userId, from, to }, replaceUrl: true });
  }

  protected async read(after: string | null): Promise<void> {
    const mine = ++this.reads;
    try {
      const page = await this.api.audit({ ...(after ? { after } : {}), ...this.filter() });
      // Another filter was chosen meanwhile.
      if (mine !== this.reads) return;
      this.entries.update((entries) => (after ? [...(entries ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      if (mine === this.reads) this.error.set(ApiProblem.from(error));
    }
  }
}

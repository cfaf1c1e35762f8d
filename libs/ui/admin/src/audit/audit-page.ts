import { Component, inject, signal } from '@angular/core';
import { AUDIT_ACTIONS } from '@ruyi/contract/access';
import { labelText } from '@ruyi/contract/metadata';
import {
  ApiProblem,
  CompanyApi,
  DataSecurityApi,
  JobStore,
  type AuditEntry,
  type AuditSubject,
} from '@ruyi/ui/data-access';
import { NameCache, PickSource } from '@ruyi/ui/fields';
import {
  EmptyState,
  Icon,
  LoadError,
  LocaleStore,
  SkeletonRows,
  Toaster,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';

const SUBJECTS = [
  'all',
  'logins',
  'people',
  'metadata',
  'pools',
  'records',
  'exports',
  'webhooks',
  'operator',
] as const;
const FORMATS = ['xlsx', 'csv'] as const;
const LONGEST = 160;

/** Who changed people, roles and settings, and what from and to. */
@Component({
  selector: 'ry-audit-page',
  imports: [AdminHeader, EmptyState, Icon, LoadError, SkeletonRows],
  template: `
    <div class="page">
      <ry-admin-header [title]="t('admin.home.audit.title')">
        @for (format of formats; track format) {
          <button type="button" class="ry-btn" [disabled]="exporting()" (click)="export(format)">
            <ry-icon name="download" [size]="16" />{{ t('admin.company.exportAs', { format }) }}
          </button>
        }
      </ry-admin-header>
      <p class="ry-row tools">
        <label for="audit-about">{{ t('admin.company.auditAbout') }}</label>
        <select #aboutBox id="audit-about" class="ry-input narrow" (change)="choose(aboutBox.value)">
          @for (each of subjects; track each) {
            <option [value]="each" [selected]="each === subject()">{{ t('admin.company.about_' + each) }}</option>
          }
        </select>
      </p>
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
                  <td>
                    {{ about(entry) }}
                    @for (change of changes(entry); track change.key) {
                      <div class="ry-sub change">
                        {{ change.key }}：{{ change.before }} <span aria-hidden="true">→</span>
                        <span class="ry-visually-hidden">{{ t('admin.company.became') }}</span> {{ change.after }}
                      </div>
                    }
                  </td>
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
  styles: `
    .narrow {
      width: auto;
    }
    .change {
      max-width: 560px;
      overflow-wrap: anywhere;
    }
  `,
})
export class AuditPage {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(CompanyApi);
  private readonly data = inject(DataSecurityApi);
  private readonly jobs = inject(JobStore);
  private readonly toaster = inject(Toaster);
  private readonly locale = inject(LocaleStore).locale;
  private readonly names = inject(NameCache);
  private readonly source = inject(PickSource);
  protected readonly entries = signal<readonly AuditEntry[] | null>(null);
  protected readonly formats = FORMATS;
  protected readonly exporting = signal(false);
  protected readonly subjects = SUBJECTS;
  protected readonly subject = signal<(typeof SUBJECTS)[number]>('all');
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);

  constructor() {
    void this.source.users('', new AbortController().signal).catch(() => undefined);
    void this.read(null);
  }

  protected actionName({ action }: AuditEntry): string {
    const label = AUDIT_ACTIONS[action];
    return label ? labelText(label, this.locale()) : action;
  }

  /** Whom or what it concerned, as far as the entry names it. */
  protected about({ subjectId, detail }: AuditEntry): string {
    const named = [detail['name'], detail['login'], detail['email']].find((each) => typeof each === 'string');
    return typeof named === 'string' ? named : subjectId ? (this.names.nameOf(subjectId) ?? '') : '';
  }

  /** The settings that a change touched, as they were and became. */
  protected changes({ detail }: AuditEntry): readonly { key: string; before: string; after: string }[] {
    const { before, after } = detail;
    if (!isParts(after)) return [];
    const was = isParts(before) ? before : {};
    return isParts(before)
      ? Object.entries(after).map(([key, value]) => ({ key, before: this.said(was[key]), after: this.said(value) }))
      : [];
  }

  private wanted(): { about?: AuditSubject } {
    const subject = this.subject();
    return subject === 'all' ? {} : { about: subject };
  }

  private said(value: unknown): string {
    if (value === null || value === undefined || value === '') return this.t('admin.company.nothing');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }

  /** The file is in the tray when the job has ended. */
  protected async export(format: 'xlsx' | 'csv'): Promise<void> {
    this.exporting.set(true);
    try {
      const { jobId } = await this.data.exportAudit({ format, ...this.wanted() });
      await this.jobs.track(jobId);
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    } finally {
      this.exporting.set(false);
    }
  }

  protected choose(subject: string): void {
    this.subject.set(SUBJECTS.find((each) => each === subject) ?? 'all');
    void this.read(null);
  }

  protected async read(after: string | null): Promise<void> {
    try {
      const page = await this.api.audit({ ...(after ? { after } : {}), ...this.wanted() });
      this.entries.update((entries) => (after ? [...(entries ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

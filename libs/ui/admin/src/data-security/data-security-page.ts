import { Component, inject, resource } from '@angular/core';
import { DataSecurityApi, SessionStore } from '@ruyi/ui/data-access';
import { LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { ExportAll } from './export-all.js';
import { ExportTable } from './export-table.js';
import { OperatorActs } from './operator-acts.js';

const WAYS = ['apart1', 'apart2', 'apart3', 'apart4'] as const;

/** 数据安全: where the company's data is and how it is kept apart, who took what out, what the operator did. */
@Component({
  selector: 'ry-data-security-page',
  imports: [AdminHeader, ExportAll, ExportTable, LoadError, OperatorActs, SkeletonRows],
  template: `
    <ry-admin-header [title]="t('admin.home.data.title')" />
    @if (where.error(); as error) {
      <ry-load-error [error]="error" (retry)="where.reload()" />
    } @else if (where.hasValue()) {
      <section class="ry-card">
        <h2>{{ t('admin.data.where') }}</h2>
        <dl>
          <dt>{{ t('admin.data.location') }}</dt>
          <dd>{{ where.value().location || t('admin.data.locationUnknown') }}</dd>
          <dt>{{ t('admin.data.tenantId') }}</dt>
          <dd>{{ where.value().tenantId }}</dd>
          <dt>{{ t('admin.data.since') }}</dt>
          <dd>{{ format.date(where.value().since) }}</dd>
          <dt>{{ t('admin.data.amount') }}</dt>
          <dd>{{ amount() }}</dd>
        </dl>
        <h3>{{ t('admin.data.apart') }}</h3>
        <ul>
          @for (way of ways; track way) {
            <li>{{ t('admin.data.' + way) }}</li>
          }
        </ul>
      </section>
      @if (session.canAdminister('exportAll')) {
        <ry-export-all class="ry-card" (ended)="exports.read(null)" />
      }
      <ry-export-table #exports class="ry-card" />
      <ry-operator-acts class="ry-card" />
    } @else {
      <ry-skeleton-rows [rows]="8" />
    }
  `,
  styleUrl: '../frame/form-page.css',
  styles: `
    :host {
      max-width: 860px;
    }
    dl {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 6px 16px;
      margin: 0;
    }
    dt {
      color: var(--ry-ink-2);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    h3 {
      font-size: 14px;
    }
    ul {
      display: grid;
      gap: 6px;
      margin: 0;
      padding-left: 20px;
    }
  `,
})
export class DataSecurityPage {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly session = inject(SessionStore);
  private readonly api = inject(DataSecurityApi);
  protected readonly ways = WAYS;
  protected readonly where = resource({ loader: () => this.api.whereabouts() });

  protected amount(): string {
    if (!this.where.hasValue()) return '';
    const { records, people, files } = this.where.value();
    return this.t('admin.data.amountText', {
      records: this.format.number(records),
      people: this.format.number(people),
      files: this.format.number(files.count),
      size: this.format.fileSize(files.bytes),
    });
  }
}

import { Component, computed, inject, input, resource } from '@angular/core';
import { JobApi, JobStore, type Job } from '@ruyi/ui/data-access';
import { EmptyState, LoadError, PageHeader, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { JobLine } from './job-line.js';

/** The reader's long work, running and past: where a notice leads, and where results are found after a reload. */
@Component({
  selector: 'ry-job-page',
  imports: [EmptyState, JobLine, LoadError, PageHeader, SkeletonRows],
  template: `
    <ry-page-header [title]="t('shell.jobs.title')" />
    @if (id()) {
      @if (meant.error()) {
        <ry-load-error [error]="meant.error()" (retry)="meant.reload()" />
      } @else if (opened(); as job) {
        <section class="ry-card one">
          <ry-job-line [job]="job" [unfolded]="true" (undone)="reload()">
            <time beside class="ry-sub" [attr.datetime]="job.createdAt">{{ format.dateTime(job.createdAt) }}</time>
          </ry-job-line>
        </section>
      }
    }
    @if (list.error()) {
      <ry-load-error [error]="list.error()" (retry)="list.reload()" />
    } @else if (!list.hasValue()) {
      <section class="ry-card"><ry-skeleton-rows [rows]="4" [height]="52" /></section>
    } @else if (jobs().length > 0) {
      @if (id()) {
        <h2>{{ t('shell.jobs.others') }}</h2>
      }
      <ul class="ry-card">
        @for (job of jobs(); track job.id) {
          <li>
            <ry-job-line [job]="job" (undone)="reload()">
              <time beside class="ry-sub" [attr.datetime]="job.createdAt">{{ format.dateTime(job.createdAt) }}</time>
            </ry-job-line>
          </li>
        }
      </ul>
    } @else if (!id()) {
      <section class="ry-card">
        <ry-empty-state icon="check" [title]="t('shell.jobs.empty')" [text]="t('shell.jobs.emptyText')" />
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 14px 20px 32px;
      max-width: 880px;
      margin: 0 auto;
    }
    .ry-card {
      margin: 12px 0 0;
    }
    .one,
    li {
      padding: 12px 16px;
    }
    ul {
      list-style: none;
      padding: 0;
    }
    li + li {
      border-top: 1px solid var(--ry-line);
    }
    h2 {
      margin: 20px 0 0;
      font-size: 14px;
    }
    time {
      white-space: nowrap;
    }
    @media (max-width: 767px) {
      :host {
        padding: 12px;
      }
    }
  `,
})
export class JobPage {
  /** The job that a notice is about. */
  readonly id = input<string>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(JobApi);
  private readonly store = inject(JobStore);

  protected readonly list = resource({ loader: () => this.api.mine() });
  protected readonly meant = resource({ params: () => this.id(), loader: ({ params }) => this.api.get(params) });
  protected readonly opened = computed(() => (this.meant.hasValue() ? this.newest(this.meant.value()) : null));
  protected readonly jobs = computed(() => {
    const listed = this.list.hasValue() ? this.list.value().items : [];
    const ids = new Set(listed.map((job) => job.id));
    const begun = this.store.jobs().filter((job) => !ids.has(job.id));
    return [...begun, ...listed].filter((job) => job.id !== this.id()).map((job) => this.newest(job));
  });

  protected reload(): void {
    this.list.reload();
    this.meant.reload();
  }

  /** A job that runs is followed by the store. */
  private newest(job: Job): Job {
    return this.store.jobs().find((known) => known.id === job.id) ?? job;
  }
}

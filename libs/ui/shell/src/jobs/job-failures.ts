import { Component, computed, input } from '@angular/core';
import type { Job } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';

/** The rows that failed, and why. */
@Component({
  selector: 'ry-job-failures',
  template: `
    <ul>
      @for (row of rows(); track $index) {
        <li>{{ row }}</li>
      } @empty {
        <li>{{ t('kit.progress.failedRows', { count: job().failed }) }}</li>
      }
    </ul>
  `,
  styles: `
    ul {
      margin: 4px 0 0;
      padding: 8px 8px 8px 24px;
      max-height: 160px;
      overflow-y: auto;
      font-size: 12px;
      border-radius: 6px;
      background: var(--ry-bad-soft);
      color: var(--ry-bad);
    }
  `,
})
export class JobFailures {
  readonly job = input.required<Job>();

  protected readonly t = injectTranslate();
  protected readonly rows = computed(() =>
    (this.job().result?.errors ?? []).map((row) =>
      [row.name ?? row.id, row.message ?? row.code].filter(Boolean).join('：'),
    ),
  );
}

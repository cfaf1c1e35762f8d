import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { failedRows, type BulkResult, type Job } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';

const SHOWN_PER_REASON = 5;

/** Why rows failed, the same reasons together, with the way to some of the records. */
@Component({
  selector: 'ry-job-failures',
  imports: [RouterLink],
  template: `
    <ul>
      @for (group of groups(); track group.reason) {
        <li>
          {{ t('shell.jobs.reason', { reason: group.reason, count: group.count }) }}
          @if (group.rows.length > 0) {
            {{ t('shell.jobs.rows', { rows: group.rows.slice(0, most).join(', ') }) }}
          }
          @if (job().module; as module) {
            @for (id of group.ids.slice(0, most); track id; let index = $index) {
              <a [routerLink]="['/m', module, id]">{{ t('shell.jobs.record', { number: index + 1 }) }}</a>
            }
          }
        </li>
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
    a {
      margin-left: 6px;
      color: inherit;
      text-decoration: underline;
    }
  `,
})
export class JobFailures {
  readonly job = input.required<Job>();

  protected readonly t = injectTranslate();
  protected readonly most = SHOWN_PER_REASON;
  protected readonly groups = computed(() => {
    const byReason = new Map<string, BulkResult[]>();
    for (const row of failedRows(this.job())) {
      const reason = row.error?.message ?? row.error?.code ?? '';
      byReason.set(reason, [...(byReason.get(reason) ?? []), row]);
    }
    return [...byReason].map(([reason, failed]) => ({
      reason,
      count: failed.length,
      ids: failed.flatMap(({ id }) => id ?? []),
      rows: failed.flatMap(({ row }) => row ?? []),
    }));
  });
}

import { Component, computed, inject, input, output } from '@angular/core';
import { JobStore, isFinished, type Job } from '@ruyi/ui/data-access';
import { Icon, ProgressLine, injectTranslate } from '@ruyi/ui/kit';
import { JobOutcome } from './job-outcome.js';

/** A job: its name and state, how far it is, or what came of it. Buttons beside the state are put inside. */
@Component({
  selector: 'ry-job-line',
  imports: [Icon, JobOutcome, ProgressLine],
  template: `
    <div class="ry-row">
      <span class="ry-clip ry-grow">{{ job().label }}</span>
      <ng-content select="[beside]" />
      <span
        class="ry-tag"
        [class.accent]="job().state === 'active'"
        [class.ok]="job().state === 'completed' && !job().failed"
        [class.warn]="job().state === 'completed' && job().failed"
        [class.bad]="job().state === 'failed'"
        >{{ t('kit.progress.' + job().state) }}</span
      >
      @if (!finished()) {
        <button
          type="button"
          class="ry-btn icon"
          [attr.aria-label]="t('shell.jobs.cancel')"
          (click)="store.cancel(job().id)"
        >
          <ry-icon name="stop" [size]="14" />
        </button>
      }
      <ng-content />
    </div>
    @if (finished()) {
      <ry-job-outcome [job]="job()" [unfolded]="unfolded()" (undone)="undone.emit()" />
    } @else {
      <ry-progress-line [label]="job().label" [done]="job().done" [total]="job().total" />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 4px;
    }
  `,
})
export class JobLine {
  readonly job = input.required<Job>();
  readonly unfolded = input(false);
  readonly undone = output();

  protected readonly t = injectTranslate();
  protected readonly store = inject(JobStore);
  protected readonly finished = computed(() => isFinished(this.job()));
}

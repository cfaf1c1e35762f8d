import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { FileApi, JobApi, JobStore, failedRows, type Job } from '@ruyi/ui/data-access';
import { Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { JobFailures } from './job-failures.js';
import { offersUndo, outcomeParts } from './job-outcome-words.js';

/** How a job has ended: what came of it, its files, why rows failed, and the way back. */
@Component({
  selector: 'ry-job-outcome',
  imports: [JobFailures],
  template: `
    <div class="ry-row outcome">
      @if (text()) {
        <span class="ry-sub text">{{ text() }}</span>
      }
      @for (file of files(); track file.url) {
        <a [href]="file.url" download>{{ t(file.key) }}</a>
      }
      @if (job().failed > 0) {
        <button type="button" class="link" [attr.aria-expanded]="open()" (click)="toggle()">
          {{ t(open() ? 'shell.jobs.hide' : 'shell.jobs.show') }}
        </button>
      }
      @if (undoable()) {
        <button type="button" class="link" [disabled]="undoing()" (click)="undo()">{{ t('shell.jobs.undo') }}</button>
      }
    </div>
    @if (open() && told(); as failed) {
      <ry-job-failures [job]="failed" />
    }
  `,
  styles: `
    /* The counts have a line of their own, so that they are never torn by what can be done. */
    .outcome {
      flex-wrap: wrap;
      gap: 2px 12px;
    }
    .text {
      flex: 1 0 100%;
    }
    .link {
      border: 0;
      background: none;
      padding: 0;
      color: var(--ry-primary);
      cursor: pointer;
    }
  `,
})
export class JobOutcome {
  readonly job = input.required<Job>();
  /** Shows at once why rows failed. */
  readonly unfolded = input(false);
  readonly undone = output();

  protected readonly t = injectTranslate();
  private readonly format = injectFormat();
  private readonly api = inject(JobApi);
  private readonly store = inject(JobStore);
  private readonly fileApi = inject(FileApi);
  private readonly toaster = inject(Toaster);

  protected readonly open = signal(false);
  protected readonly undoing = signal(false);
  /** The job with its failed rows: lists of jobs come without. */
  protected readonly told = signal<Job | null>(null);
  protected readonly undoable = computed(() => offersUndo(this.job()));
  protected readonly text = computed(() => {
    const job = this.job();
    const error = job.result?.error?.message;
    if (job.state === 'failed' && error) return error;
    const parts = outcomeParts(job).map(({ key, count }) =>
      this.t(`shell.jobs.outcome.${key}`, { count, number: this.format.number(count) }),
    );
    const sentence = parts.join(this.t('shell.jobs.comma'));
    return job.result?.dryRun ? this.t('shell.jobs.checked', { would: sentence }) : sentence;
  });
  protected readonly files = computed(() => {
    const { fileId, errorFileId, alikeFileId } = this.job().result ?? {};
    return [
      { id: fileId, key: 'shell.jobs.download' },
      { id: errorFileId, key: 'shell.jobs.errorFile' },
      { id: alikeFileId, key: 'shell.jobs.alikeFile' },
    ].flatMap(({ id, key }) => (id ? [{ url: this.fileApi.url(id), key }] : []));
  });

  constructor() {
    effect(() => {
      if (this.unfolded() && this.job().failed > 0) void this.unfold();
    });
  }

  protected toggle(): void {
    if (this.open()) this.open.set(false);
    else void this.unfold();
  }

  protected async undo(): Promise<void> {
    const { id } = this.job();
    this.undoing.set(true);
    try {
      const { jobId } = await this.api.undo(id);
      // It cannot be taken back a second time.
      this.store.dismiss(id);
      if (jobId) void this.store.track(jobId).then(() => this.undone.emit());
      await this.toaster.show(this.t('shell.jobs.undoing'));
    } catch (error) {
      this.undoing.set(false);
      await this.toaster.show((error as Error).message);
    }
  }

  private async unfold(): Promise<void> {
    const job = this.job();
    try {
      this.told.set(failedRows(job).length > 0 ? job : await this.api.get(job.id));
      this.open.set(true);
    } catch (error) {
      await this.toaster.show((error as Error).message);
    }
  }
}

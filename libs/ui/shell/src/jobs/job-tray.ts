import { Component, inject, signal } from '@angular/core';
import { FileApi, JobApi, JobStore, isFinished, type Job } from '@ruyi/ui/data-access';
import { Breakpoint, Icon, ProgressLine, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { JobFailures } from './job-failures.js';

/** Long work in the corner of the page: how far it is, how it ended, and the file or the failed rows. */
@Component({
  selector: 'ry-job-tray',
  imports: [Icon, JobFailures, ProgressLine],
  templateUrl: './job-tray.html',
  styleUrl: './job-tray.scss',
})
export class JobTray {
  protected readonly t = injectTranslate();
  protected readonly store = inject(JobStore);
  protected readonly folded = signal(inject(Breakpoint).phone());
  /** The job whose failed rows are shown. */
  protected readonly shown = signal<string | null>(null);
  private readonly api = inject(JobApi);
  private readonly files = inject(FileApi);
  private readonly toaster = inject(Toaster);

  protected readonly isFinished = isFinished;

  protected fileUrl(job: Job): string | null {
    const id = job.result?.fileId ?? job.result?.errorFileId;
    return job.state === 'completed' && id ? this.files.url(id) : null;
  }

  protected async undo(job: Job): Promise<void> {
    try {
      const { jobId } = await this.api.undo(job.id);
      this.store.dismiss(job.id);
      if (jobId) void this.store.track(jobId);
      await this.toaster.show(this.t('shell.jobs.undone'));
    } catch (error) {
      await this.toaster.show((error as Error).message);
    }
  }
}

import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { JobStore, isFinished } from '@ruyi/ui/data-access';
import { Breakpoint, Icon, injectTranslate } from '@ruyi/ui/kit';
import { JobLine } from './job-line.js';

/** Long work in the corner of the page: how far it is, how it ended, and the file or the failed rows. */
@Component({
  selector: 'ry-job-tray',
  imports: [Icon, JobLine, RouterLink],
  templateUrl: './job-tray.html',
  styleUrl: './job-tray.scss',
})
export class JobTray {
  protected readonly t = injectTranslate();
  protected readonly store = inject(JobStore);
  protected readonly folded = signal(inject(Breakpoint).phone());
  protected readonly isFinished = isFinished;
}

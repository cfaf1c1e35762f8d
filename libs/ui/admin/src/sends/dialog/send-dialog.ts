import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import {
  ApiProblem,
  BulkApi,
  JobStore,
  SessionStore,
  newIdempotencyKey,
  type TemplatePreview,
} from '@ruyi/ui/data-access';
import { Icon, LoadError, SkeletonRows, Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import type { SendWish } from '@ruyi/ui/module-slots';
import { SenderSteps } from '../../senders/sender-steps.js';
import { MessagePreview } from '../../templates/message-preview.js';
import { RecipientSummary } from './recipient-summary.js';
import { SendPlan } from './send-plan.js';
import { SendTime, isToCome } from './send-time.js';

/** Sends a template to chosen records: which one, exactly what arrives, who gets it, when. */
@Component({
  selector: 'ry-send-dialog',
  imports: [
    Icon,
    LoadError,
    MatDialogModule,
    MessagePreview,
    RecipientSummary,
    RouterLink,
    SenderSteps,
    SendTime,
    SkeletonRows,
  ],
  providers: [SendPlan],
  templateUrl: './send-dialog.html',
  styleUrl: './send-dialog.css',
})
export class SendDialog {
  protected readonly wish = inject<SendWish>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly session = inject(SessionStore);
  protected readonly plan = inject(SendPlan);
  private readonly bulk = inject(BulkApi);
  private readonly jobs = inject(JobStore);
  private readonly toaster = inject(Toaster);
  private readonly router = inject(Router);
  private readonly dialog = inject<MatDialogRef<SendDialog, boolean>>(MatDialogRef);

  /** Null: now. */
  protected readonly at = signal<string | null>(null);
  protected readonly shown = signal<TemplatePreview | null>(null);
  protected readonly busy = signal(false);
  protected readonly complaint = signal<string | null>(null);
  /** The same wish sent twice is one send; another template or time is another wish. */
  private readonly idempotencyKey = linkedSignal({
    source: () => [this.plan.templateId(), this.at()],
    computation: () => newIdempotencyKey(),
  });
  private readonly timely = computed(() => isToCome(this.at(), this.session.now()));
  protected readonly ready = computed(
    () =>
      this.plan.template() !== null &&
      this.plan.status()?.ready === true &&
      this.timely() &&
      this.plan.recipients() !== 0,
  );

  constructor() {
    this.plan.wish.set(this.wish);
  }

  protected leaf(step: number): void {
    const { length } = this.plan.examples();
    this.plan.nth.update((nth) => (nth + step + length) % length);
  }

  protected async send(): Promise<void> {
    const template = this.plan.template();
    if (!template || this.busy() || !this.ready()) return;
    this.busy.set(true);
    this.complaint.set(null);
    try {
      const { channel, module, target } = this.wish;
      const at = this.at();
      const { jobId } = await this.bulk.send(
        module,
        target,
        { channel, templateId: template.id, ...(at ? { at } : {}) },
        this.idempotencyKey(),
      );
      void this.jobs.track(jobId).catch(() => undefined);
      this.dialog.close(true);
      const words = at
        ? this.t('admin.sends.scheduled', { at: this.format.nearDateTime(at) })
        : this.t('admin.sends.started');
      void this.toaster.show(words, {
        label: this.t('admin.sends.show'),
        run: () => this.router.navigate(['/sends', jobId]),
      });
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.complaint.set(problem.issues[0]?.message ?? (problem.detail || this.t('kit.error.unknown')));
    } finally {
      this.busy.set(false);
    }
  }
}

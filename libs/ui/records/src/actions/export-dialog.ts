import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { ApiProblem, BulkApi, FileApi, JobStore, isFinished, type BulkTarget } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { isListable } from '../list/list-columns.js';

export interface ExportQuestion {
  readonly module: ModuleDescription;
  readonly target: BulkTarget;
  readonly count: number | null;
  readonly columns: readonly string[];
}

/** Which fields, as xlsx or csv; then how far it has come, and the file. */
@Component({
  selector: 'ry-export-dialog',
  imports: [MatDialogModule],
  styleUrl: './export-dialog.css',
  template: `
    <h2 mat-dialog-title>{{ t('records.export.title', { count: question.count ?? '…' }) }}</h2>
    <mat-dialog-content>
      @if (job(); as running) {
        <p role="status">
          {{ t('records.export.state_' + running.state, { done: running.done, total: running.total }) }}
        </p>
        <progress
          [attr.aria-label]="t('records.export.progress')"
          [max]="running.total || 1"
          [value]="running.state === 'completed' ? running.total || 1 : running.done"
        ></progress>
        @if (file(); as url) {
          <p>
            <a class="ry-btn primary" [href]="url" download>{{ t('records.export.download') }}</a>
          </p>
        }
        @if (!finished()) {
          <p class="ry-sub">{{ t('records.export.mayClose') }}</p>
        }
      } @else {
        <fieldset>
          <legend>{{ t('records.export.format') }}</legend>
          <label
            ><input type="radio" name="format" [checked]="format() === 'xlsx'" (change)="format.set('xlsx')" /> Excel
            (xlsx)</label
          >
          <label
            ><input type="radio" name="format" [checked]="format() === 'csv'" (change)="format.set('csv')" /> CSV</label
          >
        </fieldset>
        <fieldset>
          <legend>{{ t('records.export.fields', { count: keys().size }) }}</legend>
          <div class="all">
            <button type="button" class="ry-btn text" (click)="keys.set(all())">
              {{ t('records.export.allFields') }}
            </button>
            <button type="button" class="ry-btn text" (click)="keys.set(listed)">
              {{ t('records.export.listFields') }}
            </button>
          </div>
          <div class="fields">
            @for (field of fields; track field.key) {
              <label
                ><input type="checkbox" [checked]="keys().has(field.key)" (change)="toggle(field.key)" />
                <span class="ry-clip">{{ words.of(field.label) }}</span></label
              >
            }
          </div>
        </fieldset>
        @if (problem(); as words) {
          <p class="ry-notice bad" role="alert">{{ words }}</p>
        }
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="ry-btn" mat-dialog-close>{{ t('kit.close') }}</button>
      @if (!started()) {
        <button type="button" class="ry-btn primary" [disabled]="keys().size === 0" (click)="start()">
          {{ t('records.export.start') }}
        </button>
      }
    </mat-dialog-actions>
  `,
})
export class ExportDialog {
  protected readonly question = inject<ExportQuestion>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly bulk = inject(BulkApi);
  private readonly jobs = inject(JobStore);
  private readonly files = inject(FileApi);
  protected readonly fields = this.question.module.fields.filter(isListable);
  protected readonly listed: ReadonlySet<string> = new Set(this.question.columns);
  protected readonly all = computed<ReadonlySet<string>>(() => new Set(this.fields.map((field) => field.key)));
  protected readonly keys = signal<ReadonlySet<string>>(this.listed.size > 0 ? this.listed : this.all());
  protected readonly format = signal<'xlsx' | 'csv'>('xlsx');
  protected readonly problem = signal<string | null>(null);
  protected readonly started = signal(false);
  private readonly jobId = signal<string | null>(null);
  protected readonly job = computed(() => this.jobs.jobs().find((job) => job.id === this.jobId()) ?? null);
  protected readonly finished = computed(() => {
    const job = this.job();
    return job !== null && isFinished(job);
  });
  protected readonly file = computed(() => {
    const id = this.job()?.result?.fileId;
    return id ? this.files.url(id) : null;
  });

  protected toggle(key: string): void {
    const keys = new Set(this.keys());
    if (!keys.delete(key)) keys.add(key);
    this.keys.set(keys);
  }

  protected async start(): Promise<void> {
    this.started.set(true);
    this.problem.set(null);
    const fields = this.fields.map((field) => field.key).filter((key) => this.keys().has(key));
    try {
      const { jobId } = await this.bulk.export(this.question.module.key, this.question.target, {
        fields,
        format: this.format(),
      });
      this.jobId.set(jobId);
      await this.jobs.track(jobId);
    } catch (error) {
      this.started.set(false);
      this.problem.set(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }
}

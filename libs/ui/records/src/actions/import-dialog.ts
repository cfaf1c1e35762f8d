import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import {
  ApiProblem,
  FileApi,
  ImportApi,
  JobApi,
  JobStore,
  failedRows,
  isFinished,
  type DuplicateRule,
  type ImportLook,
  type ImportMode,
} from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Icon, ProgressLine, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { suggestedMapping } from './heading-synonyms.js';

export interface ImportQuestion {
  readonly module: ModuleDescription;
}

/** What each mode may do with a row whose record is there; the first is what most want. */
const RULES: Readonly<Record<ImportMode, readonly DuplicateRule[]>> = {
  create: ['refuse', 'skip'],
  update: ['overwrite', 'fill'],
  both: ['overwrite', 'fill', 'skip'],
};
const SHOWN_FAILURES = 5;

/** From a file to records: choose it, say which column is which field, try it, import it, see what came of it. */
@Component({
  selector: 'ry-import-dialog',
  imports: [Icon, MatDialogModule, ProgressLine],
  styleUrl: './import-dialog.css',
  templateUrl: './import-dialog.html',
})
export class ImportDialog {
  protected readonly question = inject<ImportQuestion>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly words = inject(Words);
  private readonly api = inject(ImportApi);
  private readonly files = inject(FileApi);
  private readonly jobApi = inject(JobApi);
  private readonly jobs = inject(JobStore);

  protected readonly modes: readonly ImportMode[] = ['create', 'update', 'both'];
  protected readonly fileName = signal('');
  protected readonly look = signal<ImportLook | null>(null);
  protected readonly mapping = signal<Readonly<Record<string, string>>>({});
  protected readonly mode = signal<ImportMode>('create');
  private readonly rule = signal<DuplicateRule | null>(null);
  private readonly match = signal<string | null>(null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<string | null>(null);
  protected readonly over = signal(false);
  private readonly jobId = signal<string | null>(null);
  /** What runs, or ran, takes an import back. */
  protected readonly undoing = signal(false);
  private fileId = '';

  protected readonly templates = (['xlsx', 'csv'] as const).map((format) => ({
    format,
    url: this.api.templateUrl(this.question.module.key, format),
  }));
  protected readonly module = computed(() => this.words.of(this.question.module.label));
  protected readonly fields = computed(() => {
    const keys = new Set(this.look()?.fields);
    return this.question.module.fields.filter(({ key }) => keys.has(key));
  });
  protected readonly columns = computed(() => {
    const look = this.look();
    // Of two columns of one name the first is meant.
    const named = (look?.headings ?? []).map((heading, index) => ({ heading, index }));
    return named
      .filter(({ heading }, index) => heading !== '' && named.findIndex((each) => each.heading === heading) === index)
      .map(({ heading, index }) => ({
        heading,
        examples: (look?.rows ?? []).flatMap((row) => row[index] ?? []).slice(0, 2),
      }));
  });
  protected readonly mapped = computed(() => new Set(Object.values(this.mapping())));
  protected readonly rules = computed(() => RULES[this.mode()]);
  protected readonly duplicates = computed<DuplicateRule>(() => {
    const rule = this.rule();
    return rule && this.rules().includes(rule) ? rule : (this.rules()[0] ?? 'refuse');
  });
  protected readonly matchable = computed(() => {
    const keys = new Set(this.look()?.matchable);
    return this.fields().filter(({ key }) => keys.has(key) && this.mapped().has(key));
  });
  protected readonly matchOn = computed<string | null>(() => {
    const match = this.match();
    if (match !== null && this.matchable().some(({ key }) => key === match)) return match;
    if (this.mode() === 'create') return null;
    return (this.matchable().find(({ unique }) => unique) ?? this.matchable()[0])?.key ?? null;
  });
  protected readonly required = computed(() =>
    this.mode() === 'update'
      ? []
      : this.fields()
          .filter((field) => field.required && !field.showWhen && field.default === undefined)
          .filter(({ key }) => !this.mapped().has(key)),
  );
  protected readonly names = computed(() =>
    this.required()
      .map(({ label }) => this.words.of(label))
      .join(this.t('records.filter.comma')),
  );
  /** Why nothing can be started yet, in words that stand by the buttons. */
  protected readonly hindrance = computed(() => {
    if (this.look() === null) return null;
    if (this.mapped().size === 0) return this.t('records.import.noColumn');
    if (this.required().length > 0) return this.t('records.import.lacking', { fields: this.names() });
    return this.mode() === 'create' || this.matchOn() !== null ? null : this.t('records.import.noMatch');
  });
  protected readonly ready = computed(() => this.hindrance() === null && !this.busy());
  protected readonly job = computed(() => this.jobs.jobs().find((job) => job.id === this.jobId()) ?? null);
  protected readonly finished = computed(() => {
    const job = this.job();
    return job !== null && isFinished(job);
  });
  /** Also what came in before it was stopped. */
  protected readonly undoable = computed(() => {
    const job = this.job();
    return this.finished() && !this.undoing() && job?.undoable === true && job.done > job.failed;
  });
  protected readonly stateWords = computed(() =>
    this.undoing() ? 'undo_' : this.job()?.result?.dryRun ? 'checked_' : 'state_',
  );
  protected readonly failures = computed(() => {
    const job = this.job();
    return job ? failedRows(job).slice(0, SHOWN_FAILURES) : [];
  });
  /** The first rows that were taken and look like other records, with what they look like. */
  protected readonly alike = computed(() =>
    (this.job()?.result?.warnings ?? []).slice(0, SHOWN_FAILURES).map(({ row, duplicates }) => ({
      row,
      text: duplicates
        .map(({ name, ownerName, pooled }) => {
          const held = ownerName ?? (pooled ? this.t('records.import.inPool') : null);
          return held === null ? name : this.t('records.import.heldBy', { name: name ?? '', held });
        })
        .join(this.t('records.filter.comma')),
    })),
  );
  protected readonly alikeFile = computed(() => {
    const id = this.job()?.result?.alikeFileId;
    return id ? this.files.url(id) : null;
  });
  protected readonly errorFile = computed(() => {
    const id = this.job()?.result?.errorFileId;
    return id ? this.files.url(id) : null;
  });

  protected async choose(file: File | null | undefined): Promise<void> {
    this.over.set(false);
    if (!file || this.busy()) return;
    await this.attempt(async () => {
      const { id } = await this.files.upload(file);
      const look = await this.api.look(this.question.module.key, id);
      this.fileId = id;
      this.fileName.set(file.name);
      this.look.set(look);
      this.mapping.set(suggestedMapping(look, this.question.module.key));
    });
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    void this.choose(event.dataTransfer?.files[0]);
  }

  protected map(heading: string, key: string): void {
    // A field is one column: choosing it here takes it away there.
    const others = Object.entries(this.mapping()).filter(([name, field]) => name !== heading && field !== key);
    this.mapping.set(Object.fromEntries(key === '' ? others : [...others, [heading, key]]));
  }

  protected chooseMode(mode: ImportMode): void {
    this.mode.set(mode);
    this.rule.set(null);
  }

  protected chooseRule(rule: string): void {
    this.rule.set(this.rules().find((each) => each === rule) ?? null);
  }

  protected chooseMatch(key: string): void {
    this.match.set(key === '' ? null : key);
  }

  protected async start(dryRun: boolean): Promise<void> {
    this.jobId.set(null);
    await this.attempt(async () => {
      const { jobId } = await this.api.start(this.question.module.key, {
        fileId: this.fileId,
        mode: this.mode(),
        matchOn: this.matchOn(),
        mapping: this.mapping(),
        duplicates: this.duplicates(),
        dryRun,
      });
      this.jobId.set(jobId);
      await this.jobs.track(jobId);
    });
  }

  protected async undo(): Promise<void> {
    const id = this.jobId();
    if (id === null) return;
    await this.attempt(async () => {
      const { jobId } = await this.jobApi.undo(id);
      if (!jobId) return;
      this.undoing.set(true);
      this.jobId.set(jobId);
      // It cannot be taken back a second time, from the tray.
      this.jobs.dismiss(id);
      await this.jobs.track(jobId);
    });
  }

  protected stop(id: string): Promise<void> {
    return this.attempt(() => this.jobs.cancel(id));
  }

  /** Back to the columns: after a check, or to import the mended rest. */
  protected back(): void {
    this.jobId.set(null);
  }

  protected again(): void {
    this.jobId.set(null);
    this.look.set(null);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await work();
    } catch (error) {
      const { detail, issues } = ApiProblem.from(error);
      this.problem.set(issues[0]?.message ?? (detail || this.t('kit.error.unknown')));
    } finally {
      this.busy.set(false);
    }
  }
}

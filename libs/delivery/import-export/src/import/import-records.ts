import { AppError } from '@ruyi/contract/errors';
import { loadRegions } from '@ruyi/contract/field-values';
import { labelText } from '@ruyi/contract/metadata';
import { mayEver, type Actors } from '@ruyi/engine/access';
import type { Context, Database, Statement } from '@ruyi/engine/context';
import type { FailedRow, JobExecution, JobHandlers, JobRuns, Notifications } from '@ruyi/engine/events';
import { moduleOrThrow, type ModelStore } from '@ruyi/engine/model';
import { inSession, type CommandSet, type RecordReader } from '@ruyi/engine/records';
import type { FileSink } from '../export-records.js';
import { failedRow } from './failed-row.js';
import { ImportBatch, type RowOutcome } from './import-batch.js';
import { cellText, type ImportRow, type OpenImport } from './import-cell.js';
import { importableFields, isMatchable, suggestedMapping } from './import-fields.js';
import { planImport, type ImportPlan, type ImportRequest } from './import-request.js';
import { TriedImport } from './tried-import.js';
import { ImportSource, type FileSource } from './import-source.js';
import { warnedRows, writeAlikeRows } from './alike-rows-file.js';
import { writeRefusedRows } from './refused-rows.js';
import { readAhead } from '../read-ahead.js';

export const IMPORT_JOB = 'records.import';

/** Rows a transaction. */
const BATCH = 500;
/** Rows that a look at a file shows. */
const EXAMPLES = 5;
/** Characters of a cell that it shows. */
const SHOWN = 1_000;

const SAVEPOINT: Statement = { text: 'savepoint dry_run', values: [] };
const ROLLBACK: Statement = { text: 'rollback to savepoint dry_run', values: [] };

export interface ImportPorts {
  readonly database: Database;
  readonly models: ModelStore;
  readonly actors: Actors;
  readonly commands: CommandSet;
  readonly reader: RecordReader;
  readonly runs: JobRuns;
  readonly notifications: Notifications;
  readonly files: FileSink & FileSource;
}

/** A file before it is imported. */
export interface ImportLook {
  readonly headings: readonly string[];
  /** The first rows, as texts. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows below the heading, about. */
  readonly total: number;
  /** Heading → key of the field whose name it bears. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Keys of the fields that a column may be, and of those by which a record can be told. */
  readonly fields: readonly string[];
  readonly matchable: readonly string[];
}

/** How far an import is: the last row that is done, and what became of those before it. */
interface Position {
  readonly row: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  /** Of those that were created, how many are like what was there. */
  readonly alike?: number;
}

const START: Position = { row: 0, created: 0, updated: 0, skipped: 0, alike: 0 };

/**
 * Imports a file's rows as records, as a job: batch by batch, each in one transaction with the progress that it makes, so
 * a run that dies goes on where it was. What is refused is told by row and given back as a file; undo takes it all back.
 */
export class ImportRecords {
  constructor(private readonly ports: ImportPorts) {}

  /** Checks request, file and headings, and starts the job. 403 without the right to import; 422 for what does not fit. */
  async start(ctx: Context, request: ImportRequest): Promise<string> {
    const { database, runs, files } = this.ports;
    const plan = await this.#plan(ctx, request);
    const source = await ImportSource.of(files, ctx, request.fileId);
    const survey = await source.survey();
    const opened = await source.open(survey);
    await close(opened);
    positionsOf(plan, opened.headings);
    const { label } = plan.model;
    return database.transaction(ctx.tenantId, (tx) =>
      runs.start(ctx, tx, {
        name: IMPORT_JOB,
        label: request.dryRun
          ? { zh: `检查导入${label.zh}`, en: `Check import of ${(label.en ?? label.zh).toLowerCase()}` }
          : { zh: `导入${label.zh}`, en: `Import ${(label.en ?? label.zh).toLowerCase()}` },
        module: plan.model.key,
        payload: request,
        total: survey.rows,
        undoable: !request.dryRun,
      }),
    );
  }

  /** What a file holds, so that its columns can be told apart: headings, a few rows, and which fields they seem to be. */
  async look(ctx: Context, moduleKey: string, fileId: string): Promise<ImportLook> {
    const model = await this.ports.models.get(ctx);
    const module = moduleOrThrow(model, moduleKey);
    const actor = await this.ports.actors.of(ctx);
    if (!mayEver(model, actor, 'import', module.key)) throw AppError.notAllowed();
    const source = await ImportSource.of(this.ports.files, ctx, fileId);
    const survey = await source.survey();
    const opened = await source.open(survey);
    const examples: (string | null)[][] = [];
    for await (const { cells } of opened.rows) {
      examples.push(opened.headings.map((_heading, index) => cellText(cells[index] ?? null)?.slice(0, SHOWN) ?? null));
      if (examples.length === EXAMPLES) break;
    }
    const fields = importableFields(module, actor);
    return {
      headings: opened.headings,
      rows: examples,
      total: survey.rows,
      mapping: suggestedMapping(opened.headings, fields),
      fields: fields.map(({ key }) => key),
      matchable: fields.filter(isMatchable).map(({ key }) => key),
    };
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(IMPORT_JOB, (ctx, payload, job) => this.#run(ctx, payload as unknown as ImportRequest, job), {
      heavy: true,
    });
  }

  async #plan(ctx: Context, request: ImportRequest): Promise<ImportPlan> {
    const model = await this.ports.models.get(ctx);
    return planImport(model, await this.ports.actors.of(ctx), moduleOrThrow(model, request.module), request);
  }

  async #run(ctx: Context, request: ImportRequest, job: JobExecution): Promise<void> {
    const { database, runs, files } = this.ports;
    const begun = await database.transaction(ctx.tenantId, (tx) => runs.step(ctx, tx, job.id));
    if (!begun) return;
    const plan = await this.#plan(ctx, request);
    const source = await ImportSource.of(files, ctx, request.fileId);
    const survey = await source.survey();
    const opened = await source.open(survey);
    const tried = request.dryRun ? new TriedImport() : null;
    let position = (begun.position as Position | null) ?? START;
    try {
      const positions = positionsOf(plan, opened.headings);
      for await (const rows of readAhead(batches(opened, position.row))) {
        const next = await this.#batch(ctx, { plan, positions, rows, tried }, job);
        if (!next) return;
        tried?.keep();
        position = next;
      }
    } finally {
      await close(opened);
    }
    await this.#finish(ctx, plan, job, position, () => source.open(survey), survey.format);
  }

  /** One batch; null when the job was cancelled. Another run of the same job may have done some of its rows. */
  #batch(
    ctx: Context,
    work: {
      readonly plan: ImportPlan;
      readonly positions: readonly number[];
      readonly rows: readonly ImportRow[];
      readonly tried: TriedImport | null;
    },
    job: JobExecution,
  ): Promise<Position | null> {
    const { commands, reader, runs } = this.ports;
    const { plan, positions, tried } = work;
    return inSession(commands.parts, ctx, async (session) => {
      const { tx } = session;
      const step = await runs.step(ctx, tx, job.id);
      if (!step) return null;
      const before = (step.position as Position | null) ?? START;
      const rows = work.rows.filter(({ number }) => number > before.row);
      if (rows.length === 0) return before;
      const regions = await loadRegions();
      if (plan.dryRun) await tx.query(SAVEPOINT);
      const batch = new ImportBatch({
        session,
        commands,
        reader,
        regions,
        plan,
        positions,
        changeSet: job.id,
        tried,
      });
      const outcomes = await batch.run(rows);
      if (plan.dryRun) await tx.query(ROLLBACK);
      const count = (outcome: RowOutcome): number => [...outcomes.values()].filter((each) => each === outcome).length;
      const position: Position = {
        row: rows.at(-1)?.number ?? before.row,
        created: before.created + count('created'),
        updated: before.updated + count('updated'),
        skipped: before.skipped + count('skipped'),
        // A job that the version before began does not know of it.
        alike: (before.alike ?? 0) + batch.alike.length,
      };
      const failed = rows.flatMap((row): FailedRow[] => {
        const outcome = outcomes.get(row.number);
        return outcome instanceof AppError ? [failedRow(ctx, plan, { row, positions }, outcome)] : [];
      });
      await runs.progress(ctx, tx, job.id, { done: rows.length, failed, warned: warnedRows(batch.alike), position });
      return position;
    });
  }

  async #finish(
    ctx: Context,
    plan: ImportPlan,
    job: JobExecution,
    position: Position,
    open: () => Promise<OpenImport>,
    format: 'csv' | 'xlsx',
  ): Promise<void> {
    const { database, runs, files, notifications } = this.ports;
    const reasons = await runs.failuresByRow(ctx, job.id);
    const isEnglish = ctx.locale === 'en';
    const label = labelText(plan.model.label, ctx.locale);
    const errorFileId =
      reasons.size === 0
        ? null
        : await writeRefusedRows(ctx, files, await open(), {
            id: job.id,
            name: isEnglish ? `${label}-not-imported.${format}` : `${label}-未导入.${format}`,
            format,
            reasonHeading: isEnglish ? 'Reason' : '未导入原因',
            reasons,
          });
    const alikeFileId = await writeAlikeRows(
      ctx,
      files,
      { open, format, jobId: job.id, label },
      await runs.warningsByRow(ctx, job.id),
    );
    const { created, updated, skipped, alike = 0 } = position;
    const done = created + updated + skipped;
    await database.transaction(ctx.tenantId, async (tx) => {
      await runs.progress(ctx, tx, job.id, { done: 0, failed: [], position, total: done + reasons.size });
      await runs.finish(ctx, tx, job.id, {
        state: 'completed',
        result: {
          changeSet: plan.dryRun ? null : job.id,
          created,
          updated,
          skipped,
          refused: reasons.size,
          errorFileId,
          alike,
          alikeFileId,
          ...(plan.dryRun ? { dryRun: true } : {}),
        },
      });
      if (ctx.userId === null || plan.dryRun) return;
      const name = isEnglish ? `Import of ${label.toLowerCase()}` : `导入${label}`;
      await notifications.add({ ...ctx, userId: null }, tx, [
        { kind: 'jobDone', userId: ctx.userId, params: { name, done, failed: reasons.size }, jobId: job.id },
      ]);
    });
  }
}

/** Where each column of the plan stands; 422 at the heading that the file does not have. */
function positionsOf(plan: ImportPlan, headings: readonly string[]): number[] {
  const positions = plan.columns.map(({ heading }) => headings.indexOf(heading.trim().replace(/\s+/g, ' ')));
  const missing = plan.columns.filter((_column, index) => positions[index] === -1);
  if (missing.length > 0)
    throw AppError.invalid(
      missing.map(({ heading }) => ({ path: `mapping.${heading}`, code: 'notFound', key: 'notFound.heading' })),
    );
  return positions;
}

async function* batches(opened: OpenImport, after: number): AsyncGenerator<ImportRow[]> {
  let rows: ImportRow[] = [];
  for await (const row of opened.rows) {
    if (row.number <= after) continue;
    rows.push(row);
    if (rows.length < BATCH) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** Gives the file back when its rows are not all wanted. */
async function close({ rows }: OpenImport): Promise<void> {
  await rows[Symbol.asyncIterator]().return?.();
}

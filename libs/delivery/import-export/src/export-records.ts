import type { Writable } from 'node:stream';
import { AppError } from '@ruyi/contract/errors';
import { labelText } from '@ruyi/contract/metadata';
import type { FilterNode, SortKey } from '@ruyi/contract/query';
import type { Context, Database } from '@ruyi/engine/context';
import type { JobExecution, JobHandlers, JobRuns, Notifications } from '@ruyi/engine/events';
import { moduleOrThrow, type ModelStore } from '@ruyi/engine/model';
import { countForJob, type ListRequest, type RecordReader } from '@ruyi/engine/records';
import { auditExport } from './audit-export-start.js';
import { exportCell } from './export-cell.js';
import { csvWriter, EXPORT_TYPES, xlsxWriter } from './export-writers.js';
import { readAhead } from './read-ahead.js';
import { saveWritten } from './save-written.js';

export const EXPORT_JOB = 'records.export';

/** Rows of one file: what a sheet holds, less its heading. */
const MOST_ROWS = 1_048_575;
/** Rows between two reports of progress. */
const PROGRESS_STEP = 2_000;
const MOST_FIELDS = 600;

/** Port: keeps a file while it is written, and answers its id. */
export interface FileSink {
  save(
    ctx: Context,
    file: { readonly id: string; readonly name: string; readonly type: string },
    content: NodeJS.ReadableStream,
  ): Promise<string>;
}

/** What to export: the rows of a list, or ticked ones. */
export interface ExportRequest {
  readonly module: string;
  readonly format: 'xlsx' | 'csv';
  readonly fields: readonly string[];
  readonly ids?: readonly string[];
  readonly filter?: FilterNode;
  readonly view?: string;
  readonly search?: string;
  readonly pool?: string;
  readonly subordinate?: string;
  readonly sort?: readonly SortKey[];
}

/** Exports records as the caller sees them, as a job that streams into a file. */
export class ExportRecords {
  constructor(
    private readonly ports: {
      readonly database: Database;
      readonly models: ModelStore;
      readonly reader: RecordReader;
      readonly runs: JobRuns;
      readonly notifications: Notifications;
      readonly files: FileSink;
    },
  ) {}

  /** Checks the request as the list would, and starts the job. 403 without the right to export. */
  async start(ctx: Context, request: ExportRequest): Promise<string> {
    const { reader, runs, database, models } = this.ports;
    const module = moduleOrThrow(await models.get(ctx), request.module);
    if (request.fields.length === 0) throw AppError.invalid([{ path: 'fields', code: 'required' }]);
    if (request.fields.length > MOST_FIELDS)
      throw AppError.invalid([{ path: 'fields', code: 'limitReached', params: { max: MOST_FIELDS } }]);
    const readable = await reader.readableFields(ctx, module.key, request.fields);
    const unknown = request.fields.flatMap((field, index) =>
      readable.has(field) ? [] : [{ path: `fields.${index}`, code: 'unknownField' as const }],
    );
    if (unknown.length > 0) throw AppError.invalid(unknown);
    const total = await countForJob(reader.count(ctx, module.key, listOf(request, request.fields), null));
    if (total !== null && total > MOST_ROWS) throw tooMany();
    return database.transaction(ctx.tenantId, async (tx) => {
      const id = await runs.start(ctx, tx, {
        name: EXPORT_JOB,
        label: { zh: `导出${module.label.zh}`, en: `Export ${(module.label.en ?? module.label.zh).toLowerCase()}` },
        module: module.key,
        payload: request,
        ...(total === null ? {} : { total }),
      });
      await tx.query(auditExport(ctx, 'records', id, { module: module.key, format: request.format, rows: total }));
      return id;
    });
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(EXPORT_JOB, (ctx, payload, job) => this.#run(ctx, payload as unknown as ExportRequest, job), {
      heavy: true,
    });
  }

  /** A worker that died starts the file anew: its id is the job's, so there is one file in the end. */
  async #run(ctx: Context, request: ExportRequest, job: JobExecution): Promise<void> {
    const { database, runs, models, reader, files } = this.ports;
    const alive = await database.transaction(ctx.tenantId, (tx) => runs.step(ctx, tx, job.id));
    if (!alive) return;
    const module = moduleOrThrow(await models.get(ctx), request.module);
    const readable = await reader.readableFields(ctx, module.key, request.fields);
    const label = labelText(module.label, ctx.locale);
    const name = `${label}-${today(ctx.timeZone)}.${request.format}`;
    const [fileId, rows] = await saveWritten(
      (content) => files.save(ctx, { id: job.id, name, type: EXPORT_TYPES[request.format] }, content),
      (output) => this.#write(ctx, request, readable, output, label, job),
    );
    if (rows === null) return;
    await database.transaction(ctx.tenantId, async (tx) => {
      await runs.finish(ctx, tx, job.id, { state: 'completed', result: { fileId, rows, format: request.format } });
      if (ctx.userId) {
        const title = ctx.locale === 'en' ? `Export of ${label.toLowerCase()}` : `导出${label}`;
        await this.ports.notifications.add({ ...ctx, userId: null }, tx, [
          { kind: 'jobDone', userId: ctx.userId, params: { name: title, done: rows, failed: 0 }, jobId: job.id },
        ]);
      }
    });
  }

  /** Answers how many rows were written; null when the job was cancelled on the way. */
  async #write(
    ctx: Context,
    request: ExportRequest,
    readable: Awaited<ReturnType<RecordReader['readableFields']>>,
    stream: Writable,
    label: string,
    job: JobExecution,
  ): Promise<number | null> {
    const { database, runs, reader } = this.ports;
    // A field that the caller may no longer read since the job was started is left out.
    const fields = request.fields.flatMap((path) => {
      const found = readable.get(path);
      return found ? [{ path, readable: found }] : [];
    });
    const columns = fields.map(({ readable: { field } }) => ({
      heading: labelText(field.label, ctx.locale),
      kind: field.type,
    }));
    const writer = await (request.format === 'csv' ? csvWriter(stream, columns) : xlsxWriter(stream, columns, label));
    let rows = 0;
    let reported = 0;
    const list = listOf(
      request,
      fields.map((field) => field.path),
    );
    for await (const batch of readAhead(reader.iterate(ctx, request.module, list))) {
      for (const record of batch)
        await writer.row(fields.map((field) => exportCell(ctx, field.path, field.readable, record)));
      rows += batch.length;
      // Where they could not be counted before.
      if (rows > MOST_ROWS) throw tooMany();
      if (rows - reported < PROGRESS_STEP) continue;
      const step = rows - reported;
      reported = rows;
      const alive = await database.transaction(ctx.tenantId, async (tx) => {
        const going = await runs.step(ctx, tx, job.id);
        if (going) await runs.progress(ctx, tx, job.id, { done: step, failed: [], position: null });
        return going !== null;
      });
      if (!alive) {
        await writer.end();
        return null;
      }
    }
    await writer.end();
    await database.transaction(ctx.tenantId, (tx) =>
      runs.progress(ctx, tx, job.id, { done: rows - reported, failed: [], position: null }),
    );
    return rows;
  }
}

const tooMany = (): AppError =>
  AppError.invalid([{ path: 'filter', code: 'limitReached', params: { max: MOST_ROWS } }]);

function listOf(request: ExportRequest, fields: readonly string[]): ListRequest {
  const ticked: FilterNode | undefined = request.ids ? { field: 'id', op: 'in', value: request.ids } : undefined;
  const filter = ticked && request.filter ? { and: [ticked, request.filter] } : (ticked ?? request.filter);
  return {
    action: 'export',
    fields,
    ...(request.sort ? { sort: request.sort } : {}),
    ...(filter ? { filter } : {}),
    ...(request.view === undefined ? {} : { view: request.view }),
    ...(request.search === undefined ? {} : { search: request.search }),
    ...(request.pool === undefined ? {} : { pool: request.pool }),
    ...(request.subordinate === undefined ? {} : { subordinate: request.subordinate }),
  };
}

function today(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
}

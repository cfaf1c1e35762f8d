import type { Writable } from 'node:stream';
import { AUDIT_ACTIONS } from '@ruyi/contract/access';
import { wallTime } from '@ruyi/contract/field-values';
import { labelText } from '@ruyi/contract/metadata';
import type { Context, Database } from '@ruyi/engine/context';
import type { JobExecution, JobHandlers, JobRuns } from '@ruyi/engine/events';
import type { AuditFilter, AuditLog, AuditView } from '@ruyi/identity';
import { auditExport } from '../audit-export-start.js';
import type { ExportCell } from '../export-cell.js';
import type { FileSink } from '../export-records.js';
import { csvWriter, EXPORT_TYPES, xlsxWriter, type ExportColumn } from '../export-writers.js';
import { saveWritten } from '../save-written.js';

export const AUDIT_EXPORT_JOB = 'audit.export';
const LABEL = { zh: '导出操作日志', en: 'Export the audit log' };
const BATCH = 1_000;

/** The filter of the list, and the kind of file. */
export interface AuditExportRequest extends AuditFilter {
  readonly format: 'xlsx' | 'csv';
}

const COLUMNS: readonly { readonly zh: string; readonly en: string; readonly kind: ExportColumn['kind'] }[] = [
  { zh: '时间', en: 'When', kind: 'dateTime' },
  { zh: '谁', en: 'Who', kind: 'text' },
  { zh: '做了什么', en: 'Did what', kind: 'text' },
  { zh: '操作代码', en: 'Action', kind: 'text' },
  { zh: '对象编号', en: 'Id', kind: 'text' },
  { zh: '详情', en: 'Detail', kind: 'longText' },
  { zh: '次数', en: 'Times', kind: 'integer' },
  { zh: 'IP', en: 'IP', kind: 'text' },
];

/** The audit log as a file, as a job, newest first. The caller has checked the permission. */
export class AuditLogExport {
  constructor(
    private readonly ports: {
      readonly database: Database;
      readonly runs: JobRuns;
      readonly files: FileSink;
      readonly auditLog: AuditLog;
    },
  ) {}

  async start(ctx: Context, request: AuditExportRequest): Promise<string> {
    const { database, runs } = this.ports;
    const payload: Readonly<Record<string, string>> = { ...request };
    return database.transaction(ctx.tenantId, async (tx) => {
      const id = await runs.start(ctx, tx, { name: AUDIT_EXPORT_JOB, label: LABEL, payload });
      await tx.query(auditExport(ctx, 'audit', id, payload));
      return id;
    });
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(AUDIT_EXPORT_JOB, (ctx, payload, job) =>
      this.#run(ctx, payload as unknown as AuditExportRequest, job),
    );
  }

  async #run(ctx: Context, request: AuditExportRequest, job: JobExecution): Promise<void> {
    const { database, runs, files } = this.ports;
    if (!(await database.transaction(ctx.tenantId, (tx) => runs.step(ctx, tx, job.id)))) return;
    const name = `${labelText(LABEL, ctx.locale)}-${new Date().toISOString().slice(0, 10)}.${request.format}`;
    const [fileId, rows] = await saveWritten(
      (content) => files.save(ctx, { id: job.id, name, type: EXPORT_TYPES[request.format] }, content),
      (output) => this.#write(ctx, request, output),
    );
    await database.transaction(ctx.tenantId, async (tx) => {
      if (!(await runs.step(ctx, tx, job.id))) return;
      await runs.progress(ctx, tx, job.id, { done: rows, failed: [], position: null, total: rows });
      await runs.finish(ctx, tx, job.id, { state: 'completed', result: { fileId, rows, format: request.format } });
    });
  }

  async #write(ctx: Context, { format, ...filter }: AuditExportRequest, stream: Writable): Promise<number> {
    const columns = COLUMNS.map(({ kind, ...label }) => ({ heading: labelText(label, ctx.locale), kind }));
    const writer = await (format === 'csv'
      ? csvWriter(stream, columns)
      : xlsxWriter(stream, columns, labelText(LABEL, ctx.locale)));
    let rows = 0;
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<AuditLog['list']>> = await this.ports.auditLog.list(ctx, {
        ...filter,
        limit: BATCH,
        ...(after === null ? {} : { after }),
      });
      for (const entry of page.items) await writer.row(cellsOf(ctx, entry));
      rows += page.items.length;
      after = page.nextCursor;
    } while (after !== null);
    await writer.end();
    return rows;
  }
}

function cellsOf(ctx: Context, { at, by, action, subjectId, detail, times, ip }: AuditView): ExportCell[] {
  const { year, month, day, hour, minute, second } = wallTime(new Date(at), ctx.timeZone);
  const label = AUDIT_ACTIONS[action];
  const said = Object.keys(detail).length > 0 ? JSON.stringify(detail) : null;
  return [
    new Date(Date.UTC(year, month - 1, day, hour, minute, second)),
    by?.name ?? null,
    label ? labelText(label, ctx.locale) : null,
    action,
    subjectId,
    said,
    times,
    ip,
  ];
}

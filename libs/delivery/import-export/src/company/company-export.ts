import { AppError } from '@ruyi/contract/errors';
import { sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobExecution, JobHandlers, JobRuns, Notifications } from '@ruyi/engine/events';
import { auditExport } from '../audit-export-start.js';
import type { FileSink } from '../export-records.js';

export const COMPANY_EXPORT_JOB = 'company.export';
const LABEL = { zh: '导出全部数据', en: 'Export everything' };

/** Port: packs all that is a company's own. */
export interface CompanyArchive {
  /** The archive is there while `take` runs. */
  pack<T>(
    tenantId: string,
    take: (archive: { readonly content: NodeJS.ReadableStream; readonly rows: number }) => Promise<T>,
  ): Promise<T>;
}

/** Gives a company everything that is its own in one file. The caller has checked the permission and the password. */
export class CompanyExport {
  constructor(
    private readonly ports: {
      readonly database: Database;
      readonly runs: JobRuns;
      readonly notifications: Notifications;
      readonly files: FileSink;
      readonly archive: CompanyArchive;
    },
  ) {}

  /** 409 while another one is under way: each reads the whole company. */
  async start(ctx: Context): Promise<string> {
    const { database, runs } = this.ports;
    return database.transaction(ctx.tenantId, async (tx) => {
      await tx.query(
        sql`select pg_advisory_xact_lock(hashtextextended(${`${COMPANY_EXPORT_JOB} ${ctx.tenantId}`}, 0))`,
      );
      const [running] = await tx.query(
        sql`select id from job_run where tenant_id = ${ctx.tenantId} and kind = ${COMPANY_EXPORT_JOB}
              and state in ('waiting', 'active') limit 1`,
      );
      if (running) throw new AppError(409, 'conflict', { key: 'exportUnderWay' });
      const id = await runs.start(ctx, tx, { name: COMPANY_EXPORT_JOB, label: LABEL, payload: {} });
      await tx.query(auditExport(ctx, 'company', id, { format: 'tar.gz' }));
      return id;
    });
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(COMPANY_EXPORT_JOB, (ctx, _payload, job) => this.#run(ctx, job));
  }

  /** A worker that died packs anew: the file's id is the job's, so there is one in the end. */
  async #run(ctx: Context, job: JobExecution): Promise<void> {
    const { database, runs, files, archive, notifications } = this.ports;
    if (!(await database.transaction(ctx.tenantId, (tx) => runs.step(ctx, tx, job.id)))) return;
    const name = `${ctx.locale === 'en' ? 'company' : '全部数据'}-${new Date().toISOString().slice(0, 10)}.tar.gz`;
    const { fileId, rows } = await archive.pack(ctx.tenantId, async ({ content, rows: packed }) => ({
      fileId: await files.save(ctx, { id: job.id, name, type: 'application/gzip' }, content),
      rows: packed,
    }));
    await database.transaction(ctx.tenantId, async (tx) => {
      if (!(await runs.step(ctx, tx, job.id))) return;
      await runs.progress(ctx, tx, job.id, { done: rows, failed: [], position: null, total: rows });
      await runs.finish(ctx, tx, job.id, { state: 'completed', result: { fileId, rows, format: 'tar.gz' } });
      if (ctx.userId)
        await notifications.add({ ...ctx, userId: null }, tx, [
          {
            kind: 'jobDone',
            userId: ctx.userId,
            params: { name: ctx.locale === 'en' ? LABEL.en : LABEL.zh, done: rows, failed: 0 },
            jobId: job.id,
          },
        ]);
    });
  }
}

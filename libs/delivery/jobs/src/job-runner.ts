import { AppError, messageOf, type Told } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import { JobGone, type JobHandlers, type JobRuns } from '@ruyi/engine/events';
import { refreshContext } from './refresh-context.js';

/** Where jobs are told: when one begins, when it ends, and what failed. */
export interface JobLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Hears of every run of a job: how it ended, and how long it took in seconds. */
export type MeasureJob = (name: string, outcome: 'done' | 'again' | 'failed', seconds: number) => void;

export interface JobToRun {
  readonly tenantId: string;
  readonly id: string;
  readonly lastAttempt: boolean;
}

/** What each line about a job says. */
interface ToldJob {
  readonly jobId: string;
  readonly jobName: string;
  readonly tenantId: string;
  readonly userId: string | null;
  /** The request that promised it; null: nobody asked, as for a nightly sweep. */
  readonly requestId: string | null;
}

interface OutboxRow {
  readonly name: string;
  readonly payload: Record<string, unknown>;
  readonly context: Context;
}

/**
 * Runs a job that the queue has handed out: reads what was promised from the outbox, lets its handler do it, and takes
 * it off the outbox. A job whose row is gone has been done by another run.
 */
export class JobRunner {
  constructor(
    private readonly database: Database,
    private readonly handlers: JobHandlers,
    private readonly runs: JobRuns,
    private readonly log: JobLog,
    private readonly measure: MeasureJob = () => undefined,
  ) {}

  async run({ tenantId, id, lastAttempt }: JobToRun): Promise<void> {
    const [rows] = await this.database.read(tenantId, [
      sql`select name, payload, context from outbox where tenant_id = ${tenantId} and id = ${id}`,
    ]);
    const row = rows?.[0] as unknown as OutboxRow | undefined;
    if (!row) return;
    const ctx = await refreshContext(this.database, row.context);
    if (!ctx) return;
    let finished = false;
    const finish = async (tx: Transaction): Promise<void> => {
      const taken = await tx.query(sql`delete from outbox where tenant_id = ${tenantId} and id = ${id} returning id`);
      if (taken.length === 0) throw new JobGone(id);
      finished = true;
    };
    const postpone = async (tx: Transaction, runAt: Date): Promise<void> => {
      const kept = await tx.query(
        sql`update outbox set run_at = ${runAt}, published_at = null where tenant_id = ${tenantId} and id = ${id} returning id`,
      );
      if (kept.length === 0) throw new JobGone(id);
      await tx.query(sql`insert into outbox_wakeup (id, tenant_id, at) values (${newId()}, ${tenantId}, ${runAt})`);
      finished = true;
    };
    const { userId, requestId } = ctx;
    const job: ToldJob = { jobId: id, jobName: row.name, tenantId, userId, requestId };
    this.log.info(job, 'job begins');
    const started = performance.now();
    const took = (): number => performance.now() - started;
    try {
      await this.handlers.getOrThrow(row.name)(ctx, row.payload, { id, lastAttempt, finish, postpone });
      if (!finished) await this.#takeOff(tenantId, id);
      this.measure(row.name, 'done', took() / 1000);
      this.#ended(job, 'done', took());
    } catch (error) {
      if (error instanceof JobGone) {
        this.#ended(job, 'gone', took());
        return;
      }
      const final = isFinal(error) || (lastAttempt && !isAway(error));
      const outcome = final ? 'failed' : 'again';
      this.measure(row.name, outcome, took() / 1000);
      this.log.error({ ...job, err: error }, final ? 'job failed' : 'job will be tried again');
      this.#ended(job, outcome, took());
      if (!final) throw error;
      await this.#failed(ctx, job, error);
    }
  }

  /** `gone`: another run was faster. */
  #ended(job: ToldJob, outcome: 'done' | 'again' | 'failed' | 'gone', ms: number): void {
    this.log.info({ ...job, outcome, ms: Math.round(ms * 10) / 10 }, 'job ends');
  }

  async #takeOff(tenantId: string, id: string): Promise<void> {
    await this.database.transaction(tenantId, (tx) =>
      tx.query(sql`delete from outbox where tenant_id = ${tenantId} and id = ${id}`),
    );
  }

  async #failed(ctx: Context, { jobId: id, jobName }: ToldJob, error: unknown): Promise<void> {
    const told = toldOf(error);
    // The message is in the language of who asked; key and params say it to others in theirs.
    const result = { error: { ...told, message: messageOf(told, ctx.locale) } };
    await this.database.transaction(ctx.tenantId, async (tx) => {
      await this.runs.finish(ctx, tx, id, { state: 'failed', result });
      await this.handlers.failedOf(jobName)?.(ctx, tx, { id, error: told });
    });
  }
}

function toldOf(error: unknown): Told {
  if (!(error instanceof AppError)) return { code: 'internal' };
  const { code, key, params } = error;
  return { code, ...(key === code ? {} : { key }), ...(Object.keys(params).length === 0 ? {} : { params }) };
}

/** What the caller did wrong does not become right by waiting. */
function isFinal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500 && error.code !== 'conflict';
}

/** The database is away: however often a job meets that, the outbox hands it over again until it is done. */
function isAway(error: unknown): boolean {
  return error instanceof AppError && error.status === 503 && error.retryAfter !== undefined;
}

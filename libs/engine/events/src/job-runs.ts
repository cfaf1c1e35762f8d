import { AppError } from '@ruyi/contract/errors';
import { labelText, type Label } from '@ruyi/contract/metadata';
import {
  newId,
  sql,
  type Context,
  type Database,
  type Row,
  type Statement,
  type Transaction,
} from '@ruyi/engine/context';
import { feedStatement } from './feed-event.js';
import type { FailedRow, JobRun, JobState, NewJobRun, WarnedRow } from './job-run.js';
import type { Outbox } from './outbox.js';

const COLUMNS =
  'id, kind, label, module_key, user_id, state, done, total, failed, result, undoable, created_at, finished_at';

/** How many failed rows a job's result lists; `failed` counts them all. */
const FAILED_ROWS_SHOWN = 1000;

/** Starts, follows, cancels and lists the jobs that users watch. */
export class JobRuns {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Part of the caller's transaction; returns the job's id. */
  async start(ctx: Context, tx: Transaction, run: NewJobRun): Promise<string> {
    const id = run.id ?? newId();
    const promised = this.outbox.statements(ctx, {
      id,
      name: run.name,
      payload: run.payload,
      ...(run.runAt ? { runAt: run.runAt } : {}),
    });
    const rows = await tx.pipeline([
      {
        text: `insert into job_run (tenant_id, id, kind, label, module_key, user_id, total, payload, undoable)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
        values: [
          ctx.tenantId,
          id,
          run.name,
          JSON.stringify(run.label),
          run.module ?? null,
          ctx.userId,
          run.total ?? 0,
          JSON.stringify(run.payload),
          run.undoable ?? false,
        ],
      },
      ...promised.statements,
    ]);
    await this.#tell(ctx, tx, rows[0] ?? []);
    return id;
  }

  /** The run as its owner (or somebody who may see everybody's, `anyUser`) sees it, failed rows included. */
  async getOrThrow(ctx: Context, id: string, anyUser = false): Promise<JobRun> {
    const [runs, failures, warnings] = await this.database.read(ctx.tenantId, [
      { text: `select ${COLUMNS} from job_run where tenant_id = $1 and id = $2`, values: [ctx.tenantId, id] },
      sql`select record_id, error from job_row where tenant_id = ${ctx.tenantId} and job_id = ${id} and error is not null
          order by (error->>'row')::int, record_id limit ${FAILED_ROWS_SHOWN}`,
      sql`select warning from job_row where tenant_id = ${ctx.tenantId} and job_id = ${id} and warning is not null
          order by (warning->>'row')::int, record_id limit ${FAILED_ROWS_SHOWN}`,
    ]);
    const row = runs?.[0];
    if (!row || !(anyUser || ctx.userId === null || row['user_id'] === ctx.userId)) throw AppError.notFound();
    const run = toJobRun(ctx, row);
    const warned = warnings?.length ? { warnings: warnings.map(({ warning }) => warning) } : {};
    if (!failures?.length) return warnings?.length ? { ...run, result: { ...run.result, ...warned } } : run;
    const rows = failures.map(({ record_id: record, error }) => {
      const { row, ...told } = error as FailedRow['error'];
      return row === undefined ? { id: record, ok: false, error: told } : { row, ok: false, error: told };
    });
    return { ...run, result: { ...run.result, ...warned, rows } };
  }

  /** Why rows of a file were refused, by the row's number; all of them. */
  async failuresByRow(ctx: Context, id: string): Promise<Map<number, string>> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      sql`select (error->>'row')::int as row, error->>'message' as message from job_row
          where tenant_id = ${ctx.tenantId} and job_id = ${id} and error ? 'row' order by 1`,
    ]);
    return new Map(rows.map(({ row, message }) => [row as number, message as string]));
  }

  /** What there is to tell of rows of a file that were done, by the row's number; all of them. */
  async warningsByRow(ctx: Context, id: string): Promise<Map<number, object>> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      sql`select warning from job_row
          where tenant_id = ${ctx.tenantId} and job_id = ${id} and warning is not null order by (warning->>'row')::int`,
    ]);
    return new Map(rows.map(({ warning }) => [(warning as { row: number }).row, warning as object]));
  }

  async list(ctx: Context, options: { readonly active: boolean; readonly limit?: number }): Promise<JobRun[]> {
    const active = options.active ? `and state in ('waiting', 'active')` : '';
    const [rows] = await this.database.read(ctx.tenantId, [
      {
        text: `select ${COLUMNS} from job_run where tenant_id = $1 and user_id is not distinct from $2 ${active} order by id desc limit $3`,
        values: [ctx.tenantId, ctx.userId, options.limit ?? 50],
      },
    ]);
    return (rows ?? []).map((row) => toJobRun(ctx, row));
  }

  /** Asks the job to stop; what it has done stays done and can be undone. */
  async cancel(ctx: Context, id: string): Promise<JobRun> {
    await this.getOrThrow(ctx, id);
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const rows = await tx.query<Row>({
        text: `update job_run set cancel_requested = true,
                 state = case when state = 'waiting' then 'cancelled' else state end,
                 finished_at = case when state = 'waiting' then now() else finished_at end
               where tenant_id = $1 and id = $2 and state in ('waiting', 'active') returning ${COLUMNS}`,
        values: [ctx.tenantId, id],
      });
      if (rows[0]?.['state'] === 'cancelled') {
        await tx.query(sql`delete from outbox where tenant_id = ${ctx.tenantId} and id = ${id}`);
      }
      await this.#tell(ctx, tx, rows);
    });
    return this.getOrThrow(ctx, id);
  }

  /** Locks the run for one step of its work and marks it active. Null when it is over or was cancelled. */
  async step(ctx: Context, tx: Transaction, id: string): Promise<{ position: unknown; payload: unknown } | null> {
    const rows = await tx.query<{ state: JobState; cancel_requested: boolean; position: unknown; payload: unknown }>(
      sql`select state, cancel_requested, position, payload from job_run
          where tenant_id = ${ctx.tenantId} and id = ${id} for update`,
    );
    const run = rows[0];
    if (!run || !(run.state === 'waiting' || run.state === 'active')) return null;
    if (run.cancel_requested) {
      await this.finish(ctx, tx, id, { state: 'cancelled' });
      return null;
    }
    return { position: run.position, payload: run.payload };
  }

  /** Moves the run on, in the same transaction as the work it counts. */
  async progress(
    ctx: Context,
    tx: Transaction,
    id: string,
    step: {
      readonly done: number;
      readonly failed: readonly FailedRow[];
      readonly warned?: readonly WarnedRow[];
      readonly position: unknown;
      readonly total?: number;
    },
  ): Promise<void> {
    const statements: Statement[] = [
      {
        text: `update job_run set state = 'active', started_at = coalesce(started_at, now()), done = done + $3,
                 failed = failed + $4, position = $5, total = coalesce($6, total)
               where tenant_id = $1 and id = $2 returning ${COLUMNS}`,
        values: [
          ctx.tenantId,
          id,
          step.done,
          step.failed.length,
          JSON.stringify(step.position ?? null),
          step.total ?? null,
        ],
      },
    ];
    if (step.failed.length > 0) {
      statements.push(
        sql`insert into job_row (tenant_id, job_id, record_id, error)
            select ${ctx.tenantId}, ${id}, f.id, f.error
            from unnest(${step.failed.map((row) => row.id)}::uuid[], ${step.failed.map((row) => JSON.stringify(row.error))}::jsonb[]) as f (id, error)
            on conflict (tenant_id, job_id, record_id) do update set error = excluded.error`,
      );
    }
    const warned = step.warned ?? [];
    if (warned.length > 0) {
      const told = warned.map(({ row, warning }) => JSON.stringify({ row, ...warning }));
      statements.push(
        sql`insert into job_row (tenant_id, job_id, record_id, warning)
            select ${ctx.tenantId}, ${id}, w.id, w.warning
            from unnest(${warned.map((row) => row.id)}::uuid[], ${told}::jsonb[]) as w (id, warning)
            on conflict (tenant_id, job_id, record_id) do update set warning = excluded.warning`,
      );
    }
    const [rows] = await tx.pipeline(statements);
    await this.#tell(ctx, tx, rows ?? []);
  }

  /** Ends the run and takes it off the outbox. */
  async finish(
    ctx: Context,
    tx: Transaction,
    id: string,
    end: { readonly state: 'completed' | 'failed' | 'cancelled'; readonly result?: object },
  ): Promise<void> {
    const [rows] = await tx.pipeline([
      {
        text: `update job_run set state = $3, result = coalesce($4, result), finished_at = now(), total = greatest(total, done)
               where tenant_id = $1 and id = $2 and state in ('waiting', 'active') returning ${COLUMNS}`,
        values: [ctx.tenantId, id, end.state, end.result ? JSON.stringify(end.result) : null],
      },
      sql`delete from outbox where tenant_id = ${ctx.tenantId} and id = ${id}`,
    ]);
    await this.#tell(ctx, tx, rows ?? []);
  }

  async #tell(ctx: Context, tx: Transaction, rows: readonly Row[]): Promise<void> {
    const row = rows[0];
    if (!row || typeof row['user_id'] !== 'string') return;
    await tx.query(feedStatement(ctx, { kind: 'job', users: [row['user_id']], data: toJobRun(ctx, row) }));
  }
}

function toJobRun(ctx: Context, row: Row): JobRun {
  return {
    id: row['id'] as string,
    kind: row['kind'] as string,
    label: labelText(row['label'] as Label, ctx.locale),
    module: row['module_key'] as string | null,
    userId: row['user_id'] as string | null,
    state: row['state'] as JobState,
    done: row['done'] as number,
    total: row['total'] as number,
    failed: row['failed'] as number,
    result: row['result'] as Record<string, unknown> | null,
    undoable: row['undoable'] as boolean,
    createdAt: toIso(row['created_at']) ?? '',
    finishedAt: toIso(row['finished_at']),
  };
}

function toIso(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? new Date(value).toISOString() : null;
}

import { sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { JobExecution, JobHandlers, JobRuns } from '@ruyi/engine/events';
import type { ModelStore } from '../model-store.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';
import { clearIndex, copyToIndex } from './index-rows.js';
import { PURGE_FIELD, purgeFieldValues } from './field-purge.js';
import { CLEAR_INDEX, FILL_INDEX, SETTLE_FIELD } from './index-switch.js';
import { REPLACE_OPTION } from './option-editor.js';
import { replaceOption, type RecordsChanged } from './option-replacement.js';
import { takeRecentValues } from './unique-switch.js';

interface Ports {
  readonly database: Database;
  readonly models: ModelStore;
  readonly jobs: JobRuns;
  readonly recordsChanged: RecordsChanged;
}

interface Target {
  readonly module: ModuleModel;
  readonly field: FieldModel;
}

/** The work on records that a change of metadata leaves behind in large modules. Every handler may run again. */
export class MetadataJobs {
  constructor(private readonly ports: Ports) {}

  register(handlers: JobHandlers): void {
    handlers.register(FILL_INDEX, (ctx, payload, job) => this.fillIndex(ctx, payload, job), { heavy: true });
    handlers.register(CLEAR_INDEX, (ctx, payload, job) => this.clearIndex(ctx, payload, job), { heavy: true });
    handlers.register(SETTLE_FIELD, (ctx, payload, job) => this.settleField(ctx, payload, job), { heavy: true });
    handlers.register(REPLACE_OPTION, (ctx, payload, job) => this.replaceOption(ctx, payload, job), { heavy: true });
    handlers.register(PURGE_FIELD, (ctx, payload, job) => this.purgeField(ctx, payload, job), { heavy: true });
  }

  private async fillIndex(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const current = await this.current(ctx);
    const target = await this.target(current, payload);
    let after: string | null = null;
    do {
      after = target
        ? await this.step(current, (tx) => copyToIndex(current, tx, target, after ? { after } : {}))
        : null;
    } while (after !== null);
    await this.step(ctx, async (tx) => {
      await job.finish(tx);
      await bumpVersion(ctx, tx);
      await tx.query(
        sql`update field_def set index_state = 'ready' where tenant_id = ${ctx.tenantId} and module_key = ${String(payload['module'])}
            and field_key = ${String(payload['field'])} and index_state = 'filling'`,
      );
    });
  }

  private async clearIndex(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const [module, key] = [String(payload['module']), String(payload['field'])];
    const model = (await this.ports.models.get(await this.current(ctx))).modules.get(module);
    const clearing = (tx: Transaction): Promise<{ slot: string | null }[]> =>
      tx.query<{ slot: string | null }>(
        sql`select slot from field_def where tenant_id = ${ctx.tenantId} and module_key = ${module} and field_key = ${key}
            and index_state = 'clearing' for update`,
      );
    for (let cleared = 1; model && cleared > 0;) {
      cleared = await this.step(ctx, async (tx) => {
        const [row] = await clearing(tx);
        return row ? clearIndex(ctx, tx, { module: model, fieldKey: key, slot: row.slot ?? undefined }) : 0;
      });
    }
    await this.step(ctx, async (tx) => {
      await job.finish(tx);
      await bumpVersion(ctx, tx);
      await tx.query(
        sql`update field_def set slot = null, index_state = null where tenant_id = ${ctx.tenantId} and module_key = ${module}
            and field_key = ${key} and index_state = 'clearing'`,
      );
    });
  }

  /** What was written by the model of before the change, after the change had looked at it. */
  private async settleField(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const current = await this.current(ctx);
    const target = await this.target(current, payload);
    const since = String(payload['since']);
    let after: string | null = null;
    do {
      after = target
        ? await this.step(current, (tx) => copyToIndex(current, tx, target, { since, ...(after ? { after } : {}) }))
        : null;
    } while (after !== null);
    await this.step(current, async (tx) => {
      await job.finish(tx);
      if (target?.field.unique && !target.field.retired)
        await takeRecentValues(current, tx, target.module, target.field, since);
    });
  }

  private async replaceOption(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const current = await this.current(ctx);
    const target = await this.target(current, payload);
    const { jobs, recordsChanged } = this.ports;
    const option = { from: String(payload['from']), to: String(payload['to']) };
    for (let isDone = false; !isDone;) {
      isDone = await this.step(current, async (tx) => {
        if ((await jobs.step(ctx, tx, job.id)) === null) return true;
        const done = target ? await replaceOption(current, tx, { ...target, ...option }, recordsChanged) : 0;
        if (done > 0) await jobs.progress(ctx, tx, job.id, { done, failed: [], position: null });
        else await jobs.finish(ctx, tx, job.id, { state: 'completed' });
        return done === 0;
      });
    }
  }

  /** From record to record; where it died it goes on. */
  private async purgeField(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const current = await this.current(ctx);
    const module = (await this.ports.models.get(current)).modules.get(String(payload['module']));
    const { jobs, recordsChanged } = this.ports;
    const target = { field: String(payload['field']), isFiles: payload['isFiles'] === true };
    for (let isDone = false; !isDone;) {
      isDone = await this.step(current, async (tx) => {
        const at = await jobs.step(ctx, tx, job.id);
        if (at === null) return true;
        const after = typeof at.position === 'string' ? at.position : null;
        const { purged, last } = module
          ? await purgeFieldValues(current, tx, { module, ...target, after }, recordsChanged)
          : { purged: 0, last: null };
        await jobs.progress(ctx, tx, job.id, { done: purged, failed: [], position: last });
        if (last === null) await jobs.finish(ctx, tx, job.id, { state: 'completed' });
        return last === null;
      });
    }
  }

  private step<T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.ports.database.transaction(ctx.tenantId, work);
  }

  /** The context with the present version: the job's own is as old as the job. */
  private async current(ctx: Context): Promise<Context> {
    const [rows] = await this.ports.database.read(ctx.tenantId, [
      sql`select model_version from tenant where id = ${ctx.tenantId}`,
    ]);
    return { ...ctx, modelVersion: Number(rows?.[0]?.['model_version'] ?? ctx.modelVersion) };
  }

  private async target(ctx: Context, payload: Record<string, unknown>): Promise<Target | null> {
    const module = (await this.ports.models.get(ctx)).modules.get(String(payload['module']));
    const field = module?.fields.get(String(payload['field']));
    return module && field ? { module, field } : null;
  }
}

async function bumpVersion(ctx: Context, tx: Transaction): Promise<void> {
  await tx.query(sql`update tenant set model_version = model_version + 1 where id = ${ctx.tenantId}`);
}

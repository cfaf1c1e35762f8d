import { newId, sql, type Context } from '@ruyi/engine/context';
import { JobHandlers, JobRuns, TransactionalOutbox } from '@ruyi/engine/events';
import { testDatabase, type TestDatabase } from '@ruyi/testing';
import { moduleTableDdl } from '../ddl/module-tables-ddl.js';
import { Metadata } from '../metadata.js';
import { ModelStore } from '../model-store.js';
import { moduleOrThrow } from '../model-lookup.js';
import { decodeField, encodeField } from '../stored-value.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';
import { things } from './things.js';

/** One tenant with the module `things`, its editors, and its records by plain SQL. */
export class MetadataWorld {
  readonly models: ModelStore;
  readonly metadata: Metadata;
  private readonly handlers = new JobHandlers();

  private constructor(
    readonly db: TestDatabase,
    private readonly tenantId: string,
  ) {
    const outbox = new TransactionalOutbox();
    const jobs = new JobRuns(db.database, outbox);
    this.models = new ModelStore(db.database, [things]);
    this.metadata = new Metadata({ database: db.database, shipped: [things], models: this.models, outbox, jobs });
    this.metadata.register(this.handlers);
  }

  static async open(): Promise<MetadataWorld> {
    const db = await testDatabase();
    await db.ownerQuery(moduleTableDdl(things));
    return MetadataWorld.tenant(db);
  }

  /** One more tenant in the same database. */
  static async tenant(db: TestDatabase): Promise<MetadataWorld> {
    const tenantId = newId();
    await db.ownerQuery(
      `insert into tenant (id, code, name, locale, time_zone, base_currency) values ($1, $2, '测试', 'zh-CN', 'Asia/Shanghai', 'CNY')`,
      [tenantId, tenantId],
    );
    return new MetadataWorld(db, tenantId);
  }

  async ctx(): Promise<Context> {
    const [row] = await this.db.ownerQuery<{ model_version: number }>(
      'select model_version from tenant where id = $1',
      [this.tenantId],
    );
    return {
      tenantId: this.tenantId,
      userId: null,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      baseCurrency: 'CNY',
      modelVersion: row?.model_version ?? 0,
      accessVersion: 1,
      requestId: 'test',
    };
  }

  async module(): Promise<ModuleModel> {
    return moduleOrThrow(await this.models.get(await this.ctx()), 'things');
  }

  async field(key: string): Promise<FieldModel> {
    const field = (await this.module()).fields.get(key);
    if (!field) throw new Error(`no field ${key}`);
    return field;
  }

  /** Writes a record as a writer with the present model does; `model` stands for one that still has the former. */
  async record(values: Readonly<Record<string, unknown>>, model?: ModuleModel): Promise<string> {
    const ctx = await this.ctx();
    const module = model ?? (await this.module());
    const id = newId();
    const columns = new Map<string, unknown>([
      ['tenant_id', ctx.tenantId],
      ['id', id],
    ]);
    const custom: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(values)) {
      const field = module.fields.get(key);
      if (!field) throw new Error(`no field ${key}`);
      const stored = encodeField(field, value, ctx);
      for (const [column, part] of Object.entries(stored.columns)) columns.set(column, part);
      if (stored.custom) custom[key] = stored.custom.value;
    }
    columns.set('custom', JSON.stringify(custom));
    const names = [...columns.keys()];
    await this.db.database.transaction(ctx.tenantId, async (tx) => {
      await tx.query(sql`insert into record (tenant_id, id, module_key) values (${ctx.tenantId}, ${id}, 'things')`);
      await tx.query({
        text: `insert into things (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        values: [...columns.values()],
      });
    });
    return id;
  }

  /** Many records at once that hold nothing but a name and one custom value. */
  async manyRecords(count: number, key: string, value: unknown): Promise<void> {
    await this.db.ownerQuery(
      `with made as (insert into record (tenant_id, id, module_key) select $1, gen_random_uuid(), 'things' from generate_series(1, $2) returning id)
       insert into things (tenant_id, id, name, custom) select $1, id, '许多', $3::jsonb from made`,
      [this.tenantId, count, JSON.stringify({ [key]: value })],
    );
  }

  async row(id: string): Promise<Record<string, unknown>> {
    const [row] = await this.db.ownerQuery('select * from things where tenant_id = $1 and id = $2', [
      this.tenantId,
      id,
    ]);
    if (!row) throw new Error('no such record');
    return row;
  }

  async value(id: string, key: string): Promise<unknown> {
    return decodeField(await this.field(key), await this.row(id));
  }

  async count(condition: string): Promise<number> {
    const [row] = await this.db.ownerQuery<{ n: number }>(
      `select count(*)::int as n from things where tenant_id = $1 and ${condition}`,
      [this.tenantId],
    );
    return row?.n ?? 0;
  }

  /** Runs what the outbox promised, due or not, as the worker would. Answers the names of the jobs. */
  async runJobs(): Promise<string[]> {
    const jobs = await this.db.ownerQuery<{
      id: string;
      name: string;
      payload: Record<string, unknown>;
      context: Context;
    }>('select id, name, payload, context from outbox where tenant_id = $1 order by id', [this.tenantId]);
    for (const { id, name, payload, context } of jobs) {
      const finish = async (tx: { query(statement: ReturnType<typeof sql>): Promise<unknown> }): Promise<void> => {
        await tx.query(sql`delete from outbox where tenant_id = ${this.tenantId} and id = ${id}`);
      };
      await this.handlers.getOrThrow(name)(context, payload, {
        id,
        lastAttempt: false,
        finish,
        postpone: () => Promise.resolve(),
      });
    }
    return jobs.map(({ name }) => name);
  }
}

import { AppError } from '@ruyi/contract/errors';
import type { AccessStore } from '@ruyi/engine/access';
import { auditStatement, newId, sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { JobHandlers, Notifications, Outbox } from '@ruyi/engine/events';
import { moduleOrThrow, type FieldModel, type ModelStore, type TenantModel } from '@ruyi/engine/model';
import type { CommandParts, RecordActionHandler, RecordBehaviour } from '@ruyi/engine/records';
import { OwnerMover } from './owner-mover.js';
import { PoolActions } from './pool-actions.js';
import { holdingLimitBehaviour, reclaimClockBehaviour } from './pool-behaviours.js';
import { insertPool, PoolEditor, RECLAIM_CLOCK_JOB, type PoolModule } from './pool-editor.js';
import { PoolMembership } from './pool-membership.js';
import { AllocateAction, ClaimAction, LockAction, PutInPoolAction } from './pool-record-actions.js';
import { PoolStore, type StoredPool } from './pool-store.js';
import { PoolSweep, type SweepResult } from './pool-sweep.js';
import type { SweepFigures } from './sweep-figures.js';
import { NO_LIMITS, type PoolTraits } from './pool.js';
import { nextSweep } from './reclaim-calendar.js';
import { ReclaimClock } from './reclaim-clock.js';
import { explainReclaim, type ReclaimExplanation } from './reclaim-explanation.js';
import { ReclaimPlans } from './reclaim-plans.js';
import type { ReclaimPlan } from './reclaim-plan.js';
import { previewedIds, previewReclaim, type PreviewScope, type ReclaimPreview } from './reclaim-preview.js';

/** The nightly sweep of one tenant. */
export const SWEEP_JOB = 'pool.sweep';

export interface PoolPorts {
  readonly database: Database;
  readonly access: AccessStore;
  readonly models: ModelStore;
  readonly outbox: Outbox;
  readonly notifications: Notifications;
  /** The poolable modules. */
  readonly traits: readonly PoolTraits[];
  /** Hears what sweeps do; absent: nobody. */
  readonly figures?: SweepFigures;
}

/** Everything about pools, wired once. */
export class Pools {
  readonly membership: PoolMembership;
  readonly editor: PoolEditor;
  readonly #store = new PoolStore();
  readonly #plans: ReclaimPlans;
  readonly #clock: ReclaimClock;
  readonly #actions: PoolActions;
  readonly #sweep: PoolSweep;
  readonly #traits: ReadonlyMap<string, PoolTraits>;

  constructor(private readonly ports: PoolPorts) {
    const { database, access, outbox, notifications } = ports;
    this.#traits = new Map(ports.traits.map((traits) => [traits.module, traits]));
    this.membership = new PoolMembership(database, this.#store, access);
    this.editor = new PoolEditor(database, this.#store, access, outbox);
    this.#plans = new ReclaimPlans(this.#store, access);
    this.#clock = new ReclaimClock(this.#plans);
    const mover = new OwnerMover();
    this.#actions = new PoolActions(this.#store, mover, this.#clock, notifications);
    this.#sweep = new PoolSweep({ ...ports, store: this.#store, plans: this.#plans, mover });
  }

  readonly traitsOf = (module: string): PoolTraits | undefined => this.#traits.get(module);

  /** Claim, allocate, put in pool and lock, for the action registry. */
  recordActions(parts: CommandParts): RecordActionHandler[] {
    return [
      new ClaimAction(this.#actions, this.traitsOf) as RecordActionHandler,
      new AllocateAction(this.#actions, this.traitsOf) as RecordActionHandler,
      new PutInPoolAction(this.#actions, this.traitsOf) as RecordActionHandler,
      new LockAction(parts, this.#store, this.traitsOf) as RecordActionHandler,
    ];
  }

  behaviours(): RecordBehaviour[] {
    const modules = [...this.#traits.keys()];
    return [
      holdingLimitBehaviour(this.#store, this.ports.access, this.traitsOf, modules),
      reclaimClockBehaviour(this.#clock, this.traitsOf, modules),
    ];
  }

  /** What the editor and the preview need to know of a module; 404 for one without pools. */
  async poolModule(ctx: Context, key: string): Promise<PoolModule> {
    const model = await this.ports.models.get(ctx);
    const module = moduleOrThrow(model, key);
    const traits = this.#traits.get(key);
    if (!module.poolable || !traits) throw AppError.notFound();
    const levels = new Set(
      [...module.fields.values()]
        .find((field) => columnOf(field) === traits.levelColumn)
        ?.options?.map((option) => option.key),
    );
    return { traits, isLevel: (level) => levels.has(level), isField: (field) => module.fields.has(field) };
  }

  /** What these rules of a pool would reclaim tonight, in 7 and in 30 days, per owner. */
  preview(ctx: Context, stored: StoredPool, input: unknown): Promise<ReclaimPreview> {
    return this.#planned(ctx, stored, input, (tx, plan, scope) => previewReclaim(ctx, tx, plan, scope));
  }

  /** The ids of the records that these rules would reclaim within 30 days, soonest first. */
  previewIds(ctx: Context, stored: StoredPool, input: unknown, limit: number): Promise<string[]> {
    return this.#planned(ctx, stored, input, (tx, plan, scope) => previewedIds(ctx, tx, plan, scope, limit));
  }

  /** Tells each owner how many of theirs these rules would reclaim. Answers how many people were told. */
  async tellOwners(ctx: Context, stored: StoredPool, input: unknown): Promise<number> {
    const label = labelOf(await this.ports.models.get(ctx), stored.pool.module);
    return this.#planned(ctx, stored, input, async (tx, plan, scope) => {
      const { owners } = await previewReclaim(ctx, tx, plan, scope);
      const told = owners.filter(({ ownerId, in30 }) => in30 > 0 && ownerId !== ctx.userId);
      await this.ports.notifications.add(
        ctx,
        tx,
        told.map(({ ownerId, in7, in30 }) => ({
          kind: 'reclaimPlanned',
          userId: ownerId,
          params: { pool: stored.pool.name, in7, in30, module: `${label.zh}|${label.en ?? label.zh}` },
        })),
      );
      return told.length;
    });
  }

  async #planned<T>(
    ctx: Context,
    stored: StoredPool,
    input: unknown,
    work: (tx: Transaction, plan: ReclaimPlan, scope: PreviewScope) => Promise<T>,
  ): Promise<T> {
    const module = await this.poolModule(ctx, stored.pool.module);
    const now = new Date();
    const planned = this.editor.planRules(stored, input, module, now);
    return this.ports.database.transaction(ctx.tenantId, async (tx) => {
      const changed = { poolId: stored.pool.id, rules: planned.next, pauseDates: planned.pauseDates };
      const plan = await this.#plans.current(ctx, tx, module.traits, now, changed);
      return work(tx, plan, {
        nameColumn: module.traits.nameColumn,
        poolId: stored.pool.id,
        pauseDates: new Set(planned.pauseDates),
      });
    });
  }

  /** The caller has been found allowed to read the record. */
  async explain(ctx: Context, module: string, id: string): Promise<ReclaimExplanation> {
    const traits = this.#traits.get(module);
    if (!traits) throw AppError.notFound();
    return this.ports.database.transaction(ctx.tenantId, (tx) => explainReclaim(ctx, tx, this.#plans, traits, id));
  }

  /** Reclaims now what is due now, for every poolable module; the admin's button and the nightly job. */
  async sweep(ctx: Context, asOf = new Date()): Promise<SweepResult> {
    const model = await this.ports.models.get(ctx);
    const system = { ...ctx, userId: null };
    let total: SweepResult = { reclaimed: 0, reminded: 0, paused: false };
    for (const traits of this.#traits.values()) {
      const result = await this.#sweep.run(system, traits, asOf, labelOf(model, traits.module));
      total = {
        reclaimed: total.reclaimed + result.reclaimed,
        reminded: total.reminded + result.reminded,
        paused: result.paused,
      };
    }
    // Of the night's own nobody asks who it was.
    if (ctx.userId !== null)
      await this.ports.database.transaction(ctx.tenantId, (tx) =>
        tx.query(auditStatement(ctx, { action: 'pool.sweep', detail: { ...total } })),
      );
    return total;
  }

  /** Records that a change of options rewrote: their level may be another. */
  async recordsChanged(
    ctx: Context,
    tx: Transaction,
    change: { readonly module: string; readonly ids: readonly string[] },
  ): Promise<void> {
    const traits = this.#traits.get(change.module);
    if (traits) await this.#clock.refresh(ctx, tx, traits, change.ids);
  }

  /** 默认公海 for a new tenant: all members, no rule. */
  async bootstrap(ctx: Context, tx: Transaction): Promise<void> {
    for (const traits of this.#traits.values()) {
      await insertPool(
        tx,
        newId(),
        traits.module,
        {
          name: ctx.locale === 'en' ? 'Default pool' : '默认公海',
          enabled: true,
          members: { everybody: true, users: [], departments: [] },
          admins: { users: [], departments: [] },
          visibleFields: null,
          limits: NO_LIMITS,
        },
        0,
      );
    }
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(
      RECLAIM_CLOCK_JOB,
      async (ctx, payload, job) => {
        const traits = this.#traits.get(String(payload['module']));
        let after: string | null = null;
        do {
          const from: string | null = after;
          after = traits
            ? await this.ports.database.transaction(ctx.tenantId, (tx) =>
                this.#clock.refreshBatch(ctx, tx, traits, from),
              )
            : null;
        } while (after !== null);
        await this.ports.database.transaction(ctx.tenantId, async (tx) => {
          await this.#scheduleSweep(ctx, tx);
          await job.finish(tx);
        });
      },
      { heavy: true },
    );
    handlers.register(
      SWEEP_JOB,
      async (ctx, payload, job) => {
        const night = new Date(String(payload['night']));
        // The database's clock has said that it is time. This machine's may be behind: it must neither leave out what is
        // due tonight, nor promise this night again and so none ever after.
        const now = new Date(Math.max(Date.now(), night.getTime()));
        // The next night first: whatever becomes of this one, there is another.
        await this.ports.database.transaction(ctx.tenantId, (tx) => this.#scheduleSweep(ctx, tx, now));
        const result = await this.sweep(ctx, now);
        await this.ports.database.transaction(ctx.tenantId, async (tx) => {
          await tx.query(sql`update pool_sweep set finished_at = now(), reclaimed = reclaimed + ${result.reclaimed}, reminded = reminded + ${result.reminded}
          where tenant_id = ${ctx.tenantId} and night = ${night}`);
          await job.finish(tx);
        });
      },
      { heavy: true },
    );
  }

  /** Promises the coming night's sweep, once, as long as any rule is on. */
  async #scheduleSweep(ctx: Context, tx: Transaction, now = new Date()): Promise<void> {
    const pools = await this.#store.list(tx);
    if (!pools.some(({ pool, rules }) => pool.enabled && rules.some((rule) => rule.enabled))) return;
    const night = nextSweep(new Date(now.getTime() + 1000), ctx.timeZone, new Set(pools[0]?.pauseDates));
    const [fresh] = await tx.query(sql`insert into pool_sweep (tenant_id, night) values (${ctx.tenantId}, ${night})
      on conflict do nothing returning night`);
    if (fresh)
      await this.ports.outbox.add({ ...ctx, userId: null, requestId: null }, tx, {
        name: SWEEP_JOB,
        payload: { night: night.toISOString() },
        runAt: night,
      });
  }
}

function labelOf(model: TenantModel, module: string): { zh: string; en?: string } {
  return model.modules.get(module)?.label ?? { zh: module };
}

function columnOf({ storage }: FieldModel): string | null {
  return storage.at === 'columns' ? (storage.columns['value'] ?? null) : null;
}

import { AppError, InputReader } from '@ruyi/contract/errors';
import type { AccessData } from '@ruyi/engine/access';
import {
  auditStatement,
  newId,
  sql,
  type AuditDetail,
  type Context,
  type Database,
  type Transaction,
} from '@ruyi/engine/context';
import type { Outbox } from '@ruyi/engine/events';
import { readLimits, readPeople, readRules, type KnownPeople, type RulesInput } from './pool-input.js';
import { NO_LIMITS, type Pool, type PoolTraits, type ReclaimRule } from './pool.js';
import { PoolStore, type StoredPool } from './pool-store.js';
import type { PeopleSource } from './reclaim-plans.js';

/** Recomputes `reclaim_at` of a module's records after a change of rules or members. */
export const RECLAIM_CLOCK_JOB = 'pool.clock';

const MAX_POOLS = 50;

/** What an editor needs to know of the module: its level options and the fields that can be shown. */
export interface PoolModule {
  readonly traits: PoolTraits;
  isLevel(key: string): boolean;
  isField(key: string): boolean;
}

/** Creates and changes pools and their rules. The caller has checked the permission. */
export class PoolEditor {
  constructor(
    private readonly database: Database,
    private readonly store: PoolStore,
    private readonly people: PeopleSource,
    private readonly outbox: Outbox,
  ) {}

  async list(ctx: Context): Promise<StoredPool[]> {
    return this.database.transaction(ctx.tenantId, (tx) => this.store.list(tx));
  }

  async getOrThrow(ctx: Context, id: string): Promise<StoredPool> {
    const found = await this.database.transaction(ctx.tenantId, (tx) => this.store.find(tx, id));
    if (!found) throw AppError.notFound();
    return found;
  }

  async create(ctx: Context, input: unknown, module: PoolModule): Promise<StoredPool> {
    const known = knownPeople(await this.people.get(ctx));
    const reader = new InputReader();
    const body =
      reader.object(input, '', ['name', 'module', 'enabled', 'members', 'admins', 'visibleFields', 'limits']) ?? {};
    const pool = readPool(reader, body, module, known, {
      members: { everybody: true, users: [], departments: [] },
      admins: { users: [], departments: [] },
      enabled: true,
      visibleFields: null,
      limits: NO_LIMITS,
    });
    if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
    const id = newId();
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const pools = await this.store.list(tx);
      if (pools.length >= MAX_POOLS)
        throw AppError.invalid([
          { path: '', code: 'limitReached', key: 'limitReached.pools', params: { max: MAX_POOLS } },
        ]);
      refuseSameName(pools, pool.name, null);
      await insertPool(tx, id, module.traits.module, pool, pools.length);
      await raiseAccessVersion(tx);
      await audit(ctx, tx, { action: 'pool.create', id, name: pool.name, after: pool });
    });
    return this.getOrThrow(ctx, id);
  }

  async change(ctx: Context, id: string, input: unknown, module: PoolModule): Promise<StoredPool> {
    const known = knownPeople(await this.people.get(ctx));
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const pools = await this.store.list(tx);
      const stored = pools.find((each) => each.pool.id === id);
      if (!stored) throw AppError.notFound();
      const reader = new InputReader();
      const body =
        reader.object(input, '', [
          'version',
          'name',
          'enabled',
          'members',
          'admins',
          'visibleFields',
          'limits',
          'position',
        ]) ?? {};
      const pool = readPool(reader, { name: stored.pool.name, ...body }, module, known, stored.pool);
      const position =
        body['position'] === undefined
          ? stored.pool.position
          : (reader.integer(body['position'], 'position', 0, 1000) ?? 0);
      if (body['version'] !== undefined) reader.integer(body['version'], 'version', 0, 2_147_483_647);
      if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
      if (body['version'] !== undefined && body['version'] !== stored.pool.version) {
        throw new AppError(409, 'versionConflict', {
          issues: [{ path: 'version', code: 'versionConflict' }],
          meta: { version: stored.pool.version },
        });
      }
      refuseSameName(pools, pool.name, id);
      await tx.query(sql`update pool set name = ${pool.name}, enabled = ${pool.enabled}, position = ${position},
          members = ${JSON.stringify(pool.members)}, admins = ${JSON.stringify(pool.admins)},
          visible_fields = ${pool.visibleFields}::text[], limits = ${JSON.stringify(pool.limits)},
          version = version + 1, updated_at = now() where tenant_id = ${ctx.tenantId} and id = ${id}`);
      await audit(ctx, tx, {
        action: 'pool.edit',
        id,
        name: pool.name,
        before: stored.pool,
        after: { ...pool, position },
      });
      await this.#recompute(ctx, tx, stored.pool.module);
    });
    return this.getOrThrow(ctx, id);
  }

  /** A pool that still holds records is kept: they would be nowhere. */
  async remove(ctx: Context, id: string, traits: PoolTraits): Promise<void> {
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const stored = await this.store.find(tx, id);
      if (!stored) throw AppError.notFound();
      const [held] = await tx.query<{ count: number }>({
        text: `select count(*)::int as count from ${traits.table} where tenant_id = $1 and pool_id = $2 and deleted_at is null`,
        values: [ctx.tenantId, id],
      });
      if (held && held.count > 0)
        throw new AppError(409, 'inUse', { key: 'inUse.pool', params: { count: held.count } });
      await tx.query(
        sql`update pool set deleted_at = now(), enabled = false where tenant_id = ${ctx.tenantId} and id = ${id}`,
      );
      await audit(ctx, tx, { action: 'pool.delete', id, name: stored.pool.name });
      await this.#recompute(ctx, tx, traits.module);
    });
  }

  /** The rules that the input would make of the stored ones, without writing them: what the preview runs. */
  planRules(
    stored: StoredPool,
    input: unknown,
    module: PoolModule,
    now: Date,
  ): RulesInput & { readonly next: readonly ReclaimRule[] } {
    const reader = new InputReader();
    const rules = readRules(reader, input, (key) => module.isLevel(key));
    if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
    const graceUntil = new Date(now.getTime() + rules.graceDays * 86_400_000);
    const next = rules.rules.map((rule): ReclaimRule => {
      const before = stored.rules.find((each) => each.kind === rule.kind);
      const unchanged = before?.enabled === true && rule.enabled && sameReach(before, rule);
      return {
        ...rule,
        id: before?.id ?? newId(),
        enabledAt: rule.enabled ? (unchanged ? before.enabledAt : now) : null,
        graceUntil: rule.enabled ? (unchanged ? before.graceUntil : graceUntil) : null,
      };
    });
    return { ...rules, next };
  }

  async setRules(ctx: Context, id: string, input: unknown, module: PoolModule): Promise<StoredPool> {
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const stored = await this.store.find(tx, id);
      if (!stored) throw AppError.notFound();
      const planned = this.planRules(stored, input, module, new Date());
      const paused = await tx.query<{ day: string }>(
        sql`select day::text as day from pool_pause where tenant_id = ${ctx.tenantId} order by day`,
      );
      await tx.pipeline([
        sql`delete from pool_rule where tenant_id = ${ctx.tenantId} and pool_id = ${id} and not (kind = any(${planned.next.map((rule) => rule.kind)}::text[]))`,
        ...planned.next.map(
          (
            rule,
          ) => sql`insert into pool_rule (tenant_id, id, pool_id, kind, enabled, days, day_kind, spare_deals, spare_open_opportunities, enabled_at, grace_until)
            values (${ctx.tenantId}, ${rule.id}, ${id}, ${rule.kind}, ${rule.enabled}, ${JSON.stringify(rule.days)}, ${rule.dayKind},
              ${rule.spareDeals}, ${rule.spareOpenOpportunities}, ${rule.enabledAt}, ${rule.graceUntil})
            on conflict (tenant_id, pool_id, kind) do update set enabled = excluded.enabled, days = excluded.days, day_kind = excluded.day_kind,
              spare_deals = excluded.spare_deals, spare_open_opportunities = excluded.spare_open_opportunities,
              enabled_at = excluded.enabled_at, grace_until = excluded.grace_until`,
        ),
        sql`update pool set remind_days = ${planned.remindDays}, grace_days = ${planned.graceDays}, version = version + 1, updated_at = now()
            where tenant_id = ${ctx.tenantId} and id = ${id}`,
        sql`delete from pool_pause where tenant_id = ${ctx.tenantId}`,
        sql`insert into pool_pause (tenant_id, day) select ${ctx.tenantId}, day from unnest(${planned.pauseDates}::date[]) as t(day)`,
      ]);
      const { rules, remindDays, graceDays, pauseDates } = planned;
      await audit(ctx, tx, {
        action: 'pool.rules',
        id,
        name: stored.pool.name,
        before: {
          rules: byKind(stored.rules),
          remindDays: stored.remindDays,
          graceDays: stored.graceDays,
          pauseDates: paused.map(({ day }) => day),
        },
        after: { rules: byKind(rules), remindDays, graceDays, pauseDates: [...pauseDates].sort() },
      });
      await this.#recompute(ctx, tx, stored.pool.module);
    });
    return this.getOrThrow(ctx, id);
  }

  async #recompute(ctx: Context, tx: Transaction, module: string): Promise<void> {
    await raiseAccessVersion(tx);
    await this.outbox.add(ctx, tx, { name: RECLAIM_CLOCK_JOB, payload: { module } });
  }
}

type PoolBody = Pick<Pool, 'name' | 'enabled' | 'members' | 'admins' | 'visibleFields' | 'limits'>;

function readPool(
  reader: InputReader,
  body: Record<string, unknown>,
  module: PoolModule,
  known: KnownPeople,
  before: Omit<PoolBody, 'name'>,
): PoolBody {
  const visible = body['visibleFields'];
  const fields = reader.array(visible, 'visibleFields', 600).flatMap((key, index) => {
    if (typeof key === 'string' && module.isField(key)) return [key];
    reader.fail(`visibleFields.${index}`, 'unknownField');
    return [];
  });
  return {
    name: reader.line(body['name'], 'name', 50) ?? '',
    enabled: reader.boolean(body['enabled'], 'enabled', before.enabled),
    members: body['members'] === undefined ? before.members : readPeople(reader, body['members'], 'members', known),
    admins: body['admins'] === undefined ? before.admins : readPeople(reader, body['admins'], 'admins', known),
    visibleFields: visible === undefined ? before.visibleFields : visible === null ? null : fields,
    limits:
      body['limits'] === undefined
        ? before.limits
        : readLimits(reader, body['limits'], 'limits', { known, before: before.limits }),
  };
}

function knownPeople(data: AccessData): KnownPeople {
  return { hasUser: (id) => data.users.has(id), hasDepartment: (id) => data.departments.has(id) };
}

function refuseSameName(pools: readonly StoredPool[], name: string, except: string | null): void {
  const same = pools.find(({ pool }) => pool.id !== except && pool.name.toLowerCase() === name.toLowerCase());
  if (same) throw new AppError(409, 'notUnique', { issues: [{ path: 'name', code: 'notUnique' }] });
}

function sameReach(before: ReclaimRule, after: Pick<ReclaimRule, 'days' | 'dayKind' | 'spareDeals'>): boolean {
  const key = (rule: Pick<ReclaimRule, 'days' | 'dayKind' | 'spareDeals'>): string =>
    JSON.stringify([rule.dayKind, rule.spareDeals, rule.days.default, Object.entries(rule.days.byLevel).sort()]);
  return key(before) === key(after);
}

interface AuditedPool {
  readonly action: string;
  readonly id: string;
  readonly name: string;
  readonly before?: object;
  readonly after?: object;
}

/** Who changed which pool, with what is different before and after. */
async function audit(ctx: Context, tx: Transaction, { action, id, name, before, after }: AuditedPool): Promise<void> {
  const was: Readonly<Record<string, unknown>> = { ...before };
  const changed = Object.entries(after ?? {}).filter(
    ([key, value]) => JSON.stringify(value ?? null) !== JSON.stringify(was[key] ?? null),
  );
  const detail = {
    name,
    ...(before ? { before: Object.fromEntries(changed.map(([key]) => [key, was[key] ?? null])) } : {}),
    ...(after ? { after: Object.fromEntries(changed) } : {}),
  };
  await tx.query(auditStatement(ctx, { action, subjectId: id, detail: detail as AuditDetail }));
}

/** Rules as an admin sets them, without what the server adds. */
function byKind(rules: RulesInput['rules']): object {
  return Object.fromEntries(
    rules.map(({ kind, enabled, days, dayKind, spareDeals, spareOpenOpportunities }) => [
      kind,
      { enabled, days, dayKind, spareDeals, spareOpenOpportunities },
    ]),
  );
}

/** Pools decide who sees what, so a change counts as one of access: caches are keyed by this version. */
async function raiseAccessVersion(tx: Transaction): Promise<void> {
  await tx.query(sql`update tenant set access_version = access_version + 1 where id = ${tx.tenantId}`);
}

/** Also used when a tenant is made: 默认公海, with all members and no rule. */
export async function insertPool(
  tx: Transaction,
  id: string,
  module: string,
  pool: PoolBody,
  position: number,
): Promise<void> {
  await tx.query(sql`insert into pool (tenant_id, id, module_key, name, position, enabled, members, admins, visible_fields, limits)
    values (${tx.tenantId}, ${id}, ${module}, ${pool.name}, ${position}, ${pool.enabled}, ${JSON.stringify(pool.members)},
      ${JSON.stringify(pool.admins)}, ${pool.visibleFields}::text[], ${JSON.stringify(pool.limits)})`);
}

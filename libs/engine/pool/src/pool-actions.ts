import { AppError, type AppErrorOptions, type ErrorCode } from '@ruyi/contract/errors';
import { canDo, type Actor } from '@ruyi/engine/access';
import type { Context, Transaction } from '@ruyi/engine/context';
import type { NewNotification, Notifications } from '@ruyi/engine/events';
import type { TenantModel } from '@ruyi/engine/model';
import { claimRoom, holdingRoom, lockLimitsOf, poolOf, tighter } from './pool-limits.js';
import { OwnerMover, type MoveKind, type OwnerMove } from './owner-mover.js';
import type { Pool, PoolTraits } from './pool.js';
import { PoolStore, type StoredPool } from './pool-store.js';
import type { ReclaimClock } from './reclaim-clock.js';

const DAY = 86_400_000;

/** What became of one record of a command. */
export type PoolOutcome =
  { readonly id: string; readonly ok: true } | { readonly id: string; readonly ok: false; readonly error: AppError };

interface PoolRow {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string | null;
  readonly pool_id: string | null;
  readonly created_by: string | null;
  readonly former_owner_id: string | null;
  readonly pooled_at: Date | null;
  readonly owned_since: Date | null;
  readonly deleted_at: Date | null;
  readonly level: string | null;
}

/** Everything that a pool command works with, for one transaction. */
export interface PoolCommand {
  readonly ctx: Context;
  readonly tx: Transaction;
  readonly model: TenantModel;
  readonly actor: Actor;
  readonly traits: PoolTraits;
  readonly changeSet: string;
}

function refused(
  id: string,
  status: 403 | 404 | 409 | 422,
  code: ErrorCode,
  options: Pick<AppErrorOptions, 'key' | 'params'> = {},
): PoolOutcome {
  return { id, ok: false, error: new AppError(status, code, options) };
}

/** Claim, allocate and put in the pool, for any number of records in one transaction, each judged on its own. */
export class PoolActions {
  constructor(
    private readonly store: PoolStore,
    private readonly mover: OwnerMover,
    private readonly clock: ReclaimClock,
    private readonly notifications: Notifications,
  ) {}

  /** The caller takes records out of a pool. Of two at the same moment one gets `alreadyClaimed`. */
  async claim(command: PoolCommand, ids: readonly string[], poolId?: string): Promise<PoolOutcome[]> {
    const { ctx, tx, actor, traits } = command;
    const userId = actor.user?.id;
    if (userId === undefined) throw AppError.notAllowed();
    await lockLimitsOf(tx, userId);
    const [rows, pools] = [await this.#lock(command, ids), await this.store.list(tx, traits.module)];
    const outcomes: PoolOutcome[] = [];
    const moves: OwnerMove[] = [];
    const holding = await holdingRoom(ctx, tx, traits, poolOf(pools, actor.data, userId), actor.data, userId);
    const claimed = new Map<string, number>();
    const rooms = new Map<string, number | null>();
    for (const id of ids) {
      const row = rows.get(id);
      const refusal = row
        ? await this.#claimRefusal(command, row, pools, userId, poolId)
        : refused(id, 404, 'notFound');
      if (refusal || !row) {
        outcomes.push(refusal ?? refused(id, 404, 'notFound'));
        continue;
      }
      const pool = findPool(pools, row.pool_id);
      if (pool && !rooms.has(pool.id)) rooms.set(pool.id, await claimRoom(ctx, tx, pool, userId));
      const room = pool ? (rooms.get(pool.id) ?? null) : null;
      const taken = pool ? (claimed.get(pool.id) ?? 0) : 0;
      if (room !== null && taken >= room) outcomes.push(refused(id, 409, 'claimLimit'));
      else if (holding !== null && moves.length >= holding) outcomes.push(refused(id, 409, 'holdingLimit'));
      else {
        if (pool) claimed.set(pool.id, taken + 1);
        moves.push({
          recordId: id,
          fromOwner: null,
          fromPool: row.pool_id,
          ownedSince: null,
          toOwner: userId,
          toPool: null,
        });
        outcomes.push({ id, ok: true });
      }
    }
    await this.#apply(command, 'claim', moves, []);
    return outcomes;
  }

  /** Gives records of a pool to somebody. */
  async allocate(command: PoolCommand, ids: readonly string[], owner: string): Promise<PoolOutcome[]> {
    const { ctx, tx, actor, traits, model } = command;
    if (actor.data.users.get(owner)?.active !== true) throw AppError.invalid([{ path: 'owner', code: 'notFound' }]);
    await lockLimitsOf(tx, owner);
    const [rows, pools] = [await this.#lock(command, ids), await this.store.list(tx, traits.module)];
    const room = tighter(null, await holdingRoom(ctx, tx, traits, poolOf(pools, actor.data, owner), actor.data, owner));
    const outcomes: PoolOutcome[] = [];
    const moves: OwnerMove[] = [];
    for (const id of ids) {
      const row = rows.get(id);
      const poolAdmin = actor.pools.some((right) => right.admin && right.poolId === row?.pool_id);
      if (!row || row.deleted_at || !canDo(model, actor, 'read', imageOf(command, row)))
        outcomes.push(refused(id, 404, 'notFound'));
      else if (!poolAdmin && !canDo(model, actor, 'allocate', imageOf(command, row)))
        outcomes.push(refused(id, 403, 'notAllowed'));
      else if (row.owner_id !== null) outcomes.push(refused(id, 409, 'alreadyClaimed'));
      else if (room !== null && moves.length >= room) outcomes.push(refused(id, 409, 'holdingLimit'));
      else {
        moves.push({
          recordId: id,
          fromOwner: null,
          fromPool: row.pool_id,
          ownedSince: null,
          toOwner: owner,
          toPool: null,
        });
        outcomes.push({ id, ok: true });
      }
    }
    await this.#apply(
      command,
      'allocate',
      moves,
      this.#notices(command, 'allocated', moves, rows, (move) => move.toOwner),
    );
    return outcomes;
  }

  /** Gives records up into a pool: the one named, else the first that has the owner as a member. */
  async putInPool(
    command: PoolCommand,
    ids: readonly string[],
    options: { readonly pool?: string; readonly reason?: string },
  ): Promise<PoolOutcome[]> {
    const { tx, actor, traits, model } = command;
    const [rows, pools] = [await this.#lock(command, ids), await this.store.list(tx, traits.module)];
    const named = options.pool === undefined ? undefined : findPool(pools, options.pool);
    if (options.pool !== undefined && named?.enabled !== true)
      throw AppError.invalid([{ path: 'pool', code: 'notFound' }]);
    const outcomes: PoolOutcome[] = [];
    const moves: OwnerMove[] = [];
    for (const id of ids) {
      const row = rows.get(id);
      const image = row ? imageOf(command, row) : null;
      if (!row || !image || row.deleted_at || !canDo(model, actor, 'read', image))
        outcomes.push(refused(id, 404, 'notFound'));
      else if (!canDo(model, actor, 'putInPool', image)) outcomes.push(refused(id, 403, 'notAllowed'));
      else if (row.pool_id !== null) outcomes.push(refused(id, 409, 'conflict'));
      else {
        const pool =
          named ??
          (row.owner_id ? poolOf(pools, actor.data, row.owner_id) : undefined) ??
          pools.find((each) => each.pool.enabled)?.pool;
        if (!pool)
          outcomes.push({ id, ok: false, error: new AppError(422, 'notConfigured', { key: 'notConfigured.pool' }) });
        else {
          moves.push({
            recordId: id,
            fromOwner: row.owner_id,
            fromPool: null,
            ownedSince: row.owned_since,
            toOwner: null,
            toPool: pool.id,
            reason: options.reason ?? null,
          });
          outcomes.push({ id, ok: true });
        }
      }
    }
    await this.#apply(
      command,
      'putInPool',
      moves,
      this.#notices(command, 'putInPool', moves, rows, (move) => move.fromOwner),
    );
    return outcomes;
  }

  async #claimRefusal(
    command: PoolCommand,
    row: PoolRow,
    pools: readonly StoredPool[],
    userId: string,
    poolId: string | undefined,
  ): Promise<PoolOutcome | null> {
    const { model, actor } = command;
    if (row.deleted_at) return refused(row.id, 404, 'notFound');
    if (row.pool_id === null) {
      if (row.owner_id === userId) return refused(row.id, 409, 'alreadyClaimed', { key: 'alreadyClaimed.own' });
      // Who could have claimed it a moment ago learns that somebody was faster; anybody else learns nothing.
      return (await this.#leftPoolOf(command, row)) || canDo(model, actor, 'read', imageOf(command, row))
        ? refused(row.id, 409, 'alreadyClaimed')
        : refused(row.id, 404, 'notFound');
    }
    // Whoever may claim anywhere still claims only what the pool shows to its members.
    if (!canDo(model, actor, 'read', imageOf(command, row))) return refused(row.id, 404, 'notFound');
    if (!canDo(model, actor, 'claim', imageOf(command, row))) return refused(row.id, 403, 'notAllowed');
    if (poolId !== undefined && poolId !== row.pool_id) return refused(row.id, 404, 'notFound');
    const bar = findPool(pools, row.pool_id)?.limits.formerOwnerDays ?? 0;
    const until = (row.pooled_at?.getTime() ?? 0) + bar * DAY;
    if (bar > 0 && row.former_owner_id === userId && until > Date.now()) {
      return refused(row.id, 409, 'formerOwner', { params: { until: new Date(until).toISOString() } });
    }
    return null;
  }

  async #leftPoolOf(command: PoolCommand, row: PoolRow): Promise<boolean> {
    const [last] = await command.tx.query<{ pool_id: string }>({
      text: `select pool_id from pool_move where tenant_id = $1 and record_id = $2 and at > now() - interval '1 day' order by at desc, id desc limit 1`,
      values: [command.ctx.tenantId, row.id],
    });
    return command.actor.pools.some((right) => right.poolId === last?.pool_id);
  }

  async #lock(command: PoolCommand, ids: readonly string[]): Promise<Map<string, PoolRow>> {
    const { traits, tx, ctx } = command;
    const rows = await tx.query<PoolRow>({
      text: `select id, ${traits.nameColumn} as name, owner_id, pool_id, created_by, former_owner_id, pooled_at, owned_since, deleted_at, ${traits.levelColumn} as level
             from ${traits.table} where tenant_id = $1 and id = any($2::uuid[]) order by id for update`,
      values: [ctx.tenantId, ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async #apply(
    command: PoolCommand,
    kind: MoveKind,
    moves: readonly OwnerMove[],
    notices: readonly NewNotification[],
  ): Promise<void> {
    const { ctx, tx, traits } = command;
    await this.mover.apply(ctx, tx, traits, kind, moves, command.changeSet);
    await this.clock.refresh(
      ctx,
      tx,
      traits,
      moves.filter((move) => move.toOwner !== null).map((move) => move.recordId),
    );
    await this.notifications.add(ctx, tx, notices);
  }

  #notices(
    command: PoolCommand,
    kind: 'allocated' | 'putInPool',
    moves: readonly OwnerMove[],
    rows: ReadonlyMap<string, PoolRow>,
    receiver: (move: OwnerMove) => string | null,
  ): NewNotification[] {
    const label = command.model.modules.get(command.traits.module)?.label;
    return moves.flatMap((move) => {
      const userId = receiver(move);
      if (userId === null) return [];
      const params = {
        actor: command.actor.user?.name ?? '',
        name: rows.get(move.recordId)?.name ?? '',
        module: `${label?.zh ?? ''}|${label?.en ?? ''}`,
      };
      return [{ kind, userId, params, record: { module: command.traits.module, id: move.recordId } }];
    });
  }
}

function findPool(pools: readonly StoredPool[], id: string | null): Pool | undefined {
  return pools.find(({ pool }) => pool.id === id)?.pool;
}

function imageOf(command: PoolCommand, row: PoolRow): Parameters<typeof canDo>[3] {
  return {
    module: command.traits.module,
    id: row.id,
    values: { ownerId: row.owner_id, createdBy: row.created_by, poolId: row.pool_id },
  };
}

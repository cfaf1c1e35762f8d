import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import {
  checkVersion,
  type ActionRequest,
  type CommandParts,
  type RecordActionHandler,
  type StoredRecord,
  type Values,
  type WriteSession,
} from '@ruyi/engine/records';
import { lockLimitsOf, lockRoom, poolOf } from './pool-limits.js';
import type { PoolActions, PoolCommand, PoolOutcome } from './pool-actions.js';
import type { PoolStore } from './pool-store.js';
import type { PoolTraits } from './pool.js';

/** The traits of a poolable module; 404 for one that has no pools. */
export type TraitsOf = (module: string) => PoolTraits | undefined;

function traitsOrThrow(traitsOf: TraitsOf, module: ModuleModel): PoolTraits {
  const traits = module.poolable ? traitsOf(module.key) : undefined;
  if (!traits) throw AppError.notFound();
  return traits;
}

/** What claim, allocate and putInPool share: one record, its version, the outcome, and the record as it is then. */
async function move<P>(
  session: WriteSession,
  request: ActionRequest<P>,
  traits: PoolTraits,
  act: (command: PoolCommand) => Promise<PoolOutcome[]>,
): Promise<StoredRecord> {
  const { module, id, changeSet, version } = request;
  if (version !== undefined) {
    const [locked] = await session.lock(module, [id]);
    if (locked) checkVersion(session, locked, version);
  }
  const { ctx, tx, model, actor } = session;
  const [outcome] = await act({ ctx, tx, model, actor, traits, changeSet });
  if (outcome?.ok === false) throw outcome.error;
  const [record] = await session.read(module, [id]);
  if (!record) throw AppError.notFound();
  return record;
}

/** 领取: the caller takes a record out of a pool. */
export class ClaimAction implements RecordActionHandler<{ readonly pool: string | null }> {
  readonly key = 'claim';
  readonly origin = 'module';
  readonly bulk = true;
  readonly givesOwner = true;

  constructor(
    private readonly actions: PoolActions,
    private readonly traitsOf: TraitsOf,
  ) {}

  parse(_session: WriteSession, module: ModuleModel, params: Values): { readonly pool: string | null } {
    traitsOrThrow(this.traitsOf, module);
    const reader = new ObjectReader(params);
    const pool = reader.id('pool') ?? null;
    reader.end();
    return { pool };
  }

  apply(session: WriteSession, request: ActionRequest<{ readonly pool: string | null }>): Promise<StoredRecord> {
    return move(session, request, traitsOrThrow(this.traitsOf, request.module), (command) =>
      this.actions.claim(command, [request.id], request.params.pool ?? undefined),
    );
  }
}

/** 分配: a record of a pool is given to somebody. */
export class AllocateAction implements RecordActionHandler<{ readonly owner: string }> {
  readonly key = 'allocate';
  readonly origin = 'module';
  readonly bulk = true;
  readonly givesOwner = true;

  constructor(
    private readonly actions: PoolActions,
    private readonly traitsOf: TraitsOf,
  ) {}

  parse(session: WriteSession, module: ModuleModel, params: Values): { readonly owner: string } {
    traitsOrThrow(this.traitsOf, module);
    const reader = new ObjectReader(params);
    const owner = reader.requiredId('owner');
    if (owner !== '' && session.actor.data.users.get(owner)?.active !== true) reader.fail('owner', 'notFound');
    reader.end();
    return { owner };
  }

  apply(session: WriteSession, request: ActionRequest<{ readonly owner: string }>): Promise<StoredRecord> {
    return move(session, request, traitsOrThrow(this.traitsOf, request.module), (command) =>
      this.actions.allocate(command, [request.id], request.params.owner),
    );
  }
}

interface PutInPoolParams {
  readonly pool: string | null;
  readonly reason: string | null;
}

/** 放入公海: a record is given up. */
export class PutInPoolAction implements RecordActionHandler<PutInPoolParams> {
  readonly key = 'putInPool';
  readonly origin = 'module';
  readonly bulk = true;

  constructor(
    private readonly actions: PoolActions,
    private readonly traitsOf: TraitsOf,
  ) {}

  parse(_session: WriteSession, module: ModuleModel, params: Values): PutInPoolParams {
    traitsOrThrow(this.traitsOf, module);
    const reader = new ObjectReader(params);
    const read = { pool: reader.id('pool') ?? null, reason: reader.words('reason', 500) ?? null };
    reader.end();
    return read;
  }

  apply(session: WriteSession, request: ActionRequest<PutInPoolParams>): Promise<StoredRecord> {
    const { pool, reason } = request.params;
    return move(session, request, traitsOrThrow(this.traitsOf, request.module), (command) =>
      this.actions.putInPool(command, [request.id], { ...(pool ? { pool } : {}), ...(reason ? { reason } : {}) }),
    );
  }
}

/** 锁定: keeps a record from being reclaimed, within the owner's limit. */
export class LockAction implements RecordActionHandler<{ readonly locked: boolean }> {
  readonly key = 'lock';
  readonly origin = 'module';
  readonly bulk = true;

  constructor(
    private readonly parts: CommandParts,
    private readonly store: PoolStore,
    private readonly traitsOf: TraitsOf,
  ) {}

  parse(_session: WriteSession, module: ModuleModel, params: Values): { readonly locked: boolean } {
    traitsOrThrow(this.traitsOf, module);
    const reader = new ObjectReader(params);
    reader.require('locked');
    const locked = reader.flag('locked');
    reader.end();
    return { locked: locked === true };
  }

  async apply(session: WriteSession, request: ActionRequest<{ readonly locked: boolean }>): Promise<StoredRecord> {
    const { module, id, params, changeSet, version } = request;
    const { ctx, tx, actor } = session;
    const [found] = await session.lock(module, [id]);
    const before = await session.mustMay('lock', module, found?.deletedAt === null ? found : undefined);
    checkVersion(session, before, version);
    if (before['locked'] === params.locked) return before;
    if (before.ownerId === null) throw new AppError(409, 'conflict', { key: 'conflict.inPool' });
    if (params.locked) {
      await lockLimitsOf(tx, before.ownerId);
      const pool = poolOf(await this.store.list(tx, module.key), actor.data, before.ownerId);
      const room = await lockRoom(ctx, tx, traitsOrThrow(this.traitsOf, module), pool, actor.data, before.ownerId);
      if (room === 0) throw new AppError(409, 'limitReached', { key: 'limitReached.lock' });
    }
    const written = await this.parts.writer.write(session, {
      module,
      action: 'lock',
      before,
      values: { locked: params.locked },
      changeSet,
    });
    return written.after;
  }
}

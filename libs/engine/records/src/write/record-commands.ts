import { loadRegions } from '@ruyi/contract/field-values';
import type { Actors } from '@ruyi/engine/access';
import { workConfirmed, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { ModelStore } from '@ruyi/engine/model';
import type { ChangeWriter } from './change-writer.js';
import { WriteSession } from './write-session.js';

/** What every command is made of. */
export interface CommandParts {
  readonly database: Database;
  readonly models: ModelStore;
  readonly actors: Actors;
  readonly writer: ChangeWriter;
}

/** Opens the one transaction of a command. */
export async function inSession<T>(
  parts: CommandParts,
  ctx: Context,
  work: (session: WriteSession) => Promise<T>,
): Promise<T> {
  const [model, actor, regions] = await Promise.all([parts.models.get(ctx), parts.actors.of(ctx), loadRegions()]);
  return parts.database.transaction(ctx.tenantId, (tx) =>
    workConfirmed(ctx, tx, () => work(new WriteSession(ctx, tx, { model, actor, regions }))),
  );
}

/** A session in a transaction that runs already. */
export async function sessionIn(parts: CommandParts, ctx: Context, tx: Transaction): Promise<WriteSession> {
  const [model, actor, regions] = await Promise.all([parts.models.get(ctx), parts.actors.of(ctx), loadRegions()]);
  return new WriteSession(ctx, tx, { model, actor, regions });
}

import { loadRegions, type RegionNames } from '@ruyi/contract/field-values';
import type { Actor, Actors } from '@ruyi/engine/access';
import {
  readConfirmed,
  type Context,
  type Database,
  type Row,
  type Statement,
  type Transaction,
} from '@ruyi/engine/context';
import type { ModelStore, TenantModel } from '@ruyi/engine/model';
import type { CursorCodec, QueryScope } from '@ruyi/engine/query';

/** What reading needs from the outside. */
export interface ReadPorts {
  readonly database: Database;
  readonly models: Pick<ModelStore, 'get'>;
  readonly actors: Pick<Actors, 'of'>;
  readonly cursors: CursorCodec;
}

/** One request's reading: who asks of which metadata, and the way to the database. */
export interface ReadSession {
  readonly ctx: Context;
  readonly model: TenantModel;
  readonly actor: Actor;
  readonly regions: RegionNames;
  readonly scope: QueryScope;
  /** All statements in one trip. */
  run(statements: readonly Statement[]): Promise<Row[][]>;
}

/** Opens a session; within a transaction it sees what that has written. */
export async function openReadSession(ports: ReadPorts, ctx: Context, tx?: Transaction): Promise<ReadSession> {
  const [model, actor, regions] = await Promise.all([ports.models.get(ctx), ports.actors.of(ctx), loadRegions()]);
  return {
    ctx,
    model,
    actor,
    regions,
    scope: { model, actor, timeZone: ctx.timeZone, baseCurrency: ctx.baseCurrency, now: new Date() },
    run: (statements) => {
      if (statements.length === 0) return Promise.resolve([]);
      return tx ? tx.pipeline(statements) : readConfirmed(ports.database, ctx, statements);
    },
  };
}

import { AppError } from '@ruyi/contract/errors';
import type { Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { applyAction } from '../write/apply-action.js';
import type { RecordActionHandler } from '../write/record-action.js';
import { isDeadlock } from '../write/in-savepoint.js';
import type { WriteSession } from '../write/write-session.js';
import type { RowResult } from './bulk-request.js';
import { rowError } from './row-error.js';

const SAVEPOINT: Statement = { text: 'savepoint one_row', values: [] };
const RELEASE: Statement = { text: 'release savepoint one_row', values: [] };
const ROLLBACK: Statement = { text: 'rollback to savepoint one_row', values: [] };
/** Browsers are told of each record up to here. */
const FEW = 20;

export interface RowsToDo {
  readonly module: ModuleModel;
  readonly handler: RecordActionHandler;
  readonly params: unknown;
  readonly ids: readonly string[];
  readonly changeSet: string;
}

/** Does the action to many records: by sets where it can be, else to each in turn. */
export async function applyRows(session: WriteSession, rows: RowsToDo): Promise<RowResult[]> {
  session.tellsOfEach = rows.ids.length <= FEW;
  return (rows.ids.length > 1 && (await together(session, rows))) || oneByOne(session, rows);
}

/** Null where it has to be done in turn; nothing is left of the attempt then. */
async function together(session: WriteSession, rows: RowsToDo): Promise<RowResult[] | null> {
  const { module, handler, params, changeSet } = rows;
  if (!handler.applyMany) return null;
  const ids = [...rows.ids].sort();
  await session.tx.query(SAVEPOINT);
  try {
    const refused = await handler.applyMany(session, { module, ids, params, changeSet });
    await session.tx.pipeline(refused ? [RELEASE] : [ROLLBACK, RELEASE]);
    if (!refused) return null;
    return rows.ids.map((id) => {
      const error = refused.get(id);
      return error ? { id, ok: false, error: rowError(session.ctx, error) } : { id, ok: true };
    });
  } catch (error) {
    if (!(error instanceof AppError) || isDeadlock(error)) throw error;
    // One of them cannot be written: in turn it is found which, and the others are.
    await session.tx.pipeline([ROLLBACK, RELEASE]);
    return null;
  }
}

/**
 * Does the action to each record in turn, with the checks that it has for one; a record that cannot be done is rolled
 * back alone. Ids are taken in order, so that two runs over the same records wait for each other instead of dead-locking.
 */
async function oneByOne(session: WriteSession, rows: RowsToDo): Promise<RowResult[]> {
  const { module, handler, params, changeSet } = rows;
  const done = new Map<string, RowResult>();
  await session.tx.query(SAVEPOINT);
  for (const id of [...rows.ids].sort()) {
    try {
      await applyAction(session, handler, { module, id, params, changeSet });
      await session.tx.pipeline([RELEASE, SAVEPOINT]);
      done.set(id, { id, ok: true });
    } catch (error) {
      if (!(error instanceof AppError) || isDeadlock(error)) throw error;
      await session.tx.query(ROLLBACK);
      done.set(id, { id, ok: false, error: rowError(session.ctx, error) });
    }
  }
  await session.tx.query(RELEASE);
  return rows.ids.flatMap((id) => done.get(id) ?? []);
}

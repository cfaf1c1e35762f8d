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

/**
 * Does the action to each record in turn, with the checks that it has for one; a record that cannot be done is rolled
 * back alone. Ids are taken in order, so that two runs over the same records wait for each other instead of dead-locking.
 */
export async function applyRows(session: WriteSession, rows: RowsToDo): Promise<RowResult[]> {
  const { module, handler, params, changeSet } = rows;
  const done = new Map<string, RowResult>();
  session.tellsOfEach = rows.ids.length <= FEW;
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

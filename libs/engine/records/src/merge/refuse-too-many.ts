import { AppError } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import type { WriteSession } from '../write/write-session.js';
import { countMoves } from './count-moves.js';

/** References that one transaction moves, so that a merge is done whole or not at all, and can be taken back whole. */
export const MOST_MOVES = 10_000;

/** 422 that says what a merge does not do, before anything is written. */
export async function refuseTooMany(
  { ctx, tx, model, actor }: WriteSession,
  module: ModuleModel,
  gone: readonly string[],
): Promise<void> {
  // Whatever the caller sees of them: all are moved.
  const moves = await countMoves({ ctx, tx, model, actor: { ...actor, user: null } }, module, gone);
  if (moves.reduce((sum, { count }) => sum + count, 0) > MOST_MOVES) throw tooManyMoves();
}

export function tooManyMoves(): AppError {
  return new AppError(422, 'limitReached', { key: 'limitReached.mergeMoves', params: { max: MOST_MOVES } });
}

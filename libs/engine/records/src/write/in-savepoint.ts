import { AppError } from '@ruyi/contract/errors';
import type { Statement, Transaction } from '@ruyi/engine/context';

const SAVEPOINT: Statement = { text: 'savepoint one_row', values: [] };
const RELEASE: Statement = { text: 'release savepoint one_row', values: [] };
const ROLLBACK: Statement = { text: 'rollback to savepoint one_row', values: [] };

/** Does one part of a larger command; one that is refused is rolled back alone and answers why. */
export async function inSavepoint<T>(
  tx: Transaction,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: AppError }> {
  await tx.query(SAVEPOINT);
  try {
    const value = await work();
    await tx.query(RELEASE);
    return { value };
  } catch (error) {
    if (!(error instanceof AppError) || isDeadlock(error)) throw error;
    await tx.pipeline([ROLLBACK, RELEASE]);
    return { error };
  }
}

/** The whole transaction is tried again then. */
export function isDeadlock(error: AppError): boolean {
  return error.code === 'conflict' && error.cause !== undefined;
}

import { AppError } from '@ruyi/contract/errors';
import type { Total } from '@ruyi/engine/query';

/**
 * How many rows a job is about, for its progress; null where it takes longer to count them than a request may take: then the job
 * knows when it has done them all.
 */
export async function countForJob(counted: Promise<Total>): Promise<number | null> {
  try {
    return (await counted).value;
  } catch (error) {
    if (error instanceof AppError && error.key === 'limitReached.statementTime') return null;
    throw error;
  }
}

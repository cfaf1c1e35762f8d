import { AppError } from '@ruyi/contract/errors';
import type { Caller } from './caller.js';

/** Refuses who has to set a second factor up first. */
export function checkSecondFactor({ session }: Caller): void {
  if (session.secondFactor === 'missing') throw new AppError(403, 'secondFactorRequired');
}

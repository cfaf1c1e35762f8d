import { AppError } from '@ruyi/contract/errors';
import type { OpenSession } from './session-reader.js';

/** The session of a person: an API key has no account. */
export type PersonSession = OpenSession & { readonly accountId: string };

/** 403 for an API key: what follows is about the caller's own account. */
export function personOrThrow(session: OpenSession): PersonSession {
  const { accountId } = session;
  if (accountId === null) throw AppError.notAllowed('notForKeys');
  return { ...session, accountId };
}

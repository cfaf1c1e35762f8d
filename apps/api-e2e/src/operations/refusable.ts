import type { ApiAnswer } from '@ruyi/testing';
import type { ApiOperation } from './api-operation.js';

const THEMSELVES = 'it is about the caller themselves';
const THEIR_OWN = 'whoever is signed in may put a file there, and has a bell';

/** What a role without any right may do, and why. */
export const OPEN_TO_EVERYBODY: Readonly<Record<string, string>> = {
  'POST /auth/switch': THEMSELVES,
  'POST /auth/logout': THEMSELVES,
  'PATCH /me': THEMSELVES,
  'POST /me/password': THEMSELVES,
  'DELETE /me/sessions/{id}': THEMSELVES,
  'POST /me/sessions/end-others': THEMSELVES,
  'POST /me/second-factor/setup': THEMSELVES,
  'POST /me/second-factor/confirm': THEMSELVES,
  'POST /me/second-factor/off': THEMSELVES,
  'POST /me/second-factor/recovery-codes': THEMSELVES,
  'POST /notifications/read': THEIR_OWN,
  'POST /files': THEIR_OWN,
};

/** What is refused to who says it a second time, and how. */
export const SAID_TWICE: Readonly<Record<string, object>> = {
  'POST /users': { code: 'notUnique' },
};

/** What is refused while the first one runs, and granted when it has ended. */
export const ONE_AT_A_TIME: ReadonlySet<string> = new Set(['POST /data-security/export']);

interface Told {
  readonly code?: string;
  readonly results?: readonly { readonly ok: boolean; readonly error?: { readonly code: string } }[];
}

/** What is wrong with what somebody without the right was told; null when they were refused. */
export function faultOfRefusal({ permissions }: ApiOperation, { status, body }: ApiAnswer<unknown>): string | null {
  const { code, results, ...rest } = (body ?? {}) as Told;
  // What may not be seen at all is not there: the record itself, or what of it the request names.
  const refused = status === 403 || (permissions.length === 0 && status === 404);
  const notThere = status === 422 && (code === 'unknownField' || code === 'notFound');
  const eachRefused =
    status === 200 &&
    (results ?? []).every(({ ok, error }) => !ok && (error?.code === 'notFound' || error?.code === 'notAllowed'));
  const nothing = eachRefused && Object.keys(rest).every((key) => key === 'changeSet');
  return refused || (permissions.length === 0 && (notThere || nothing)) ? null : `${status} ${JSON.stringify(body)}`;
}

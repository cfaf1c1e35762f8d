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

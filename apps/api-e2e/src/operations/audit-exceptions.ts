const HISTORY = 'a record has a history of its own, which says who changed what from what to what';
const OWN = 'it is about what the caller sees, and nobody else';
const NOTHING = 'it changes nothing';
const JOB = 'the job and what it did are kept, and records have their history';

/** What changes something, or looks as if it did, and leaves no entry in the audit log: each with the reason. */
export const AUDIT_EXCEPTIONS: Readonly<Record<string, string>> = {
  'POST /signup': 'it is in the log of the company that it makes',
  'POST /auth/logout': 'whoever leaves takes nothing along',
  'POST /auth/forgot': 'it asks for a letter: the log tells of the password that is set by it',
  'POST /me/second-factor/setup': 'it only makes a secret, which nothing asks for until it is confirmed',
  'PUT /modules/{module}/views/{key}/columns': OWN,
  'POST /modules/{module}/views/counts': NOTHING,
  'POST /notifications/read': OWN,
  'POST /pools/{id}/rules/preview': NOTHING,
  'POST /pools/{id}/rules/preview/records': NOTHING,
  'POST /pools/{id}/rules/preview/notify': 'it tells owners what is going to happen, and changes nothing',
  'POST /templates/preview': NOTHING,
  'POST /senders/{channel}/test': 'one message to an address of the caller’s choice; what is set stays as it is',
  'POST /webhooks/{id}/test': 'the webhook has a log of what it sends',
  'POST /webhooks/{id}/deliveries/{deliveryId}/resend': 'the webhook has a log of what it sends',
  'POST /files': 'it belongs to nobody but the caller until a record refers to it',
  'POST /jobs/{id}/cancel': JOB,
  'POST /jobs/{id}/undo': JOB,
  'POST /changes/{id}/undo': HISTORY,
  'POST /sends/{id}/cancel': JOB,
  'POST /records/{module}': HISTORY,
  'PATCH /records/{module}/{id}': HISTORY,
  'DELETE /records/{module}/{id}': HISTORY,
  'POST /records/{module}/{id}/restore': HISTORY,
  'POST /records/{module}/query': NOTHING,
  'POST /records/{module}/aggregate': NOTHING,
  'POST /records/{module}/duplicates': NOTHING,
  'POST /records/{module}/merge': HISTORY,
  'POST /records/{module}/import': JOB,
  'POST /records/{module}/import/look': NOTHING,
  'POST /records/{module}/send': 'sends are kept with who sent what to whom',
  'PUT /records/{module}/{id}/team/{userId}': HISTORY,
  'DELETE /records/{module}/{id}/team/{userId}': HISTORY,
  'PUT /records/{module}/{id}/watch': OWN,
  'DELETE /records/{module}/{id}/watch': OWN,
  ...acting('/records/{module}/{id}', ['transfer', 'claim', 'allocate', 'putInPool', 'lock', 'team', 'consent']),
  ...acting('/records/{module}', ['transfer', 'claim', 'allocate', 'putInPool', 'lock', 'team', 'consent']),
  ...acting('/records/{module}', ['edit', 'delete', 'restore']),
};

function acting(path: string, actions: readonly string[]): Record<string, string> {
  return Object.fromEntries(actions.map((action) => [`POST ${path}/actions/${action}`, HISTORY]));
}

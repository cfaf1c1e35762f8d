const OF_PEOPLE = 'people, roles, sessions and keys: no record is in the answer';
const OF_THE_CALLER = 'the caller themselves';
const OF_SETTINGS = 'how modules, fields, pools, templates and senders are set: no record is in the answer';
const FOR_ADMINISTRATORS = 'for those who administer pools, webhooks or the company, whom no role of records lets in';
const AS_A_CHANGE = 'answers the record by the same code as a change of it, or nothing';
const A_JOB = 'answers a job, of which only who started it is told: the export, the bulk edit and the send are tried';
const OF_OPERATIONS = 'health and numbers of the process';

const names = (because: string, ...operations: string[]): [string, string][] =>
  operations.map((name) => [name, because]);

/** Operations on which no row and no value of a record can come out, and why. */
export const NOT_A_WAY: ReadonlyMap<string, string> = new Map([
  ...names(OF_OPERATIONS, 'GET //health/live', 'GET //health/ready', 'GET //metrics'),
  ...names(
    OF_THE_CALLER,
    ...['POST /signup', 'POST /auth/login', 'POST /auth/switch', 'POST /auth/second-factor', 'POST /auth/choose'],
    ...['POST /auth/logout', 'POST /auth/forgot', 'POST /auth/reset', 'GET /me', 'PATCH /me', 'POST /me/password'],
    ...['GET /me/sessions', 'DELETE /me/sessions/{id}', 'POST /me/sessions/end-others', 'GET /me/second-factor'],
    ...['POST /me/second-factor/setup', 'POST /me/second-factor/confirm', 'POST /me/second-factor/off'],
    ...['POST /me/second-factor/recovery-codes', 'POST /notifications/read', 'POST /files'],
  ),
  ...names(
    OF_PEOPLE,
    ...[
      'GET /users',
      'POST /users',
      'GET /users/pick',
      'GET /users/subordinates',
      'GET /users/{id}',
      'PATCH /users/{id}',
    ],
    ...['POST /users/{id}/disable', 'POST /users/{id}/enable', 'POST /users/{id}/invite', 'POST /users/{id}/password'],
    ...['POST /users/{id}/second-factor/reset', 'GET /departments', 'POST /departments', 'GET /departments/{id}'],
    ...['PATCH /departments/{id}', 'DELETE /departments/{id}', 'POST /departments/{id}/disable'],
    ...['POST /departments/{id}/enable', 'GET /roles', 'POST /roles', 'GET /roles/{id}', 'PATCH /roles/{id}'],
    ...['DELETE /roles/{id}', 'POST /roles/{id}/disable', 'POST /roles/{id}/enable', 'GET /keys', 'POST /keys'],
    ...['PATCH /keys/{id}', 'DELETE /keys/{id}', 'GET /invitations', 'POST /invitations', 'DELETE /invitations/{id}'],
    ...['GET /invitations/{token}/public', 'POST /invitations/{token}/accept'],
  ),
  ...names(
    OF_SETTINGS,
    ...['GET /modules/{module}/fields', 'POST /modules/{module}/fields', 'PUT /modules/{module}/fields/order'],
    ...['PATCH /modules/{module}/fields/{key}', 'DELETE /modules/{module}/fields/{key}'],
    ...['POST /modules/{module}/fields/{key}/restore', 'POST /modules/{module}/fields/{key}/purge'],
    ...['GET /modules/{module}/fields/{key}/usage', 'POST /modules/{module}/fields/{key}/options/{option}/retire'],
    ...['GET /modules/{module}/layouts', 'PUT /modules/{module}/layouts/{kind}'],
    ...['DELETE /modules/{module}/layouts/{kind}', 'GET /modules/{module}/views', 'POST /modules/{module}/views'],
    ...['PATCH /modules/{module}/views/{key}', 'DELETE /modules/{module}/views/{key}'],
    ...['PUT /modules/{module}/views/{key}/columns', 'GET /modules/{module}/slots'],
    ...['PUT /modules/{module}/duplicates', 'DELETE /modules/{module}/duplicates', 'GET /templates', 'POST /templates'],
    ...['GET /templates/{id}', 'PATCH /templates/{id}', 'DELETE /templates/{id}', 'GET /senders/status'],
    ...['GET /senders/{channel}', 'PUT /senders/{channel}', 'POST /senders/{channel}/test'],
    ...['POST /senders/sms/callbacks/renew', 'GET /pools', 'POST /pools', 'GET /pools/{id}', 'PATCH /pools/{id}'],
    ...['DELETE /pools/{id}', 'GET /pools/calendar', 'GET /pools/{id}/rules', 'PUT /pools/{id}/rules'],
  ),
  ...names(
    FOR_ADMINISTRATORS,
    ...['POST /pools/{id}/rules/preview', 'POST /pools/{id}/rules/preview/records', 'POST /pools/sweep'],
    ...['POST /pools/{id}/rules/preview/notify', 'GET /webhooks', 'POST /webhooks', 'GET /webhooks/{id}'],
    ...['PATCH /webhooks/{id}', 'DELETE /webhooks/{id}', 'POST /webhooks/{id}/secret', 'POST /webhooks/{id}/test'],
    ...['GET /webhooks/{id}/deliveries', 'GET /webhooks/{id}/deliveries/{deliveryId}'],
    ...['POST /webhooks/{id}/deliveries/{deliveryId}/resend', 'GET /company', 'PATCH /company', 'GET /audit'],
    ...['POST /audit/export', 'GET /data-security', 'GET /data-security/exports', 'POST /data-security/export'],
    'GET /data-security/operator-acts',
  ),
  ...names(
    AS_A_CHANGE,
    ...['POST /records/{module}', 'DELETE /records/{module}/{id}', 'POST /records/{module}/{id}/restore'],
    ...['POST /records/{module}/merge', 'PUT /records/{module}/{id}/team/{userId}', 'POST /changes/{id}/undo'],
    ...['DELETE /records/{module}/{id}/team/{userId}', 'PUT /records/{module}/{id}/watch'],
    'DELETE /records/{module}/{id}/watch',
  ),
  ...names(
    A_JOB,
    ...['POST /records/{module}/send', 'POST /records/{module}/import', 'POST /records/{module}/import/look'],
    ...[
      'GET /jobs',
      'GET /jobs/{id}',
      'POST /jobs/{id}/cancel',
      'POST /jobs/{id}/undo',
      'GET /sends',
      'GET /sends/{id}',
    ],
    'POST /sends/{id}/cancel',
  ),
  ...names("counts of what is the caller's own to do", 'GET /home'),
  ...names('told to whom it concerns when it happens; its own suite', 'GET /events', 'GET /notifications'),
]);

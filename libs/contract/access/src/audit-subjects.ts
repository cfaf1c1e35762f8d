/** What an entry is about: by the first word of its action, or by the action itself. One may be about several. */
export const AUDIT_SUBJECTS = {
  logins: ['login', 'password', 'secondFactor', 'session', 'tenant'],
  refusals: [
    'access',
    'login.failed',
    'login.locked',
    'login.disabled',
    'password.failed',
    'password.locked',
    'secondFactor.failed',
    'secondFactor.locked',
  ],
  people: ['user', 'department', 'invitation', 'role', 'key', 'company'],
  metadata: ['field', 'option', 'layout', 'module', 'view'],
  messages: ['template', 'sender'],
  pools: ['pool'],
  records: ['record'],
  webhooks: ['webhook'],
  exports: ['export'],
  operator: ['operator'],
} as const;

export type AuditSubject = keyof typeof AUDIT_SUBJECTS;

import { auditStatement, changedParts, type AuditedValue, type Context, type Statement } from '@ruyi/engine/context';
import type { StoredSender } from './sender-store.js';

type AuditedSender = Pick<StoredSender, 'channel' | 'provider' | 'settings' | 'ratePerMinute'>;

/** Settings whose values are told. Of the others only that they changed: an address, a header or a body may hold a password. */
const TOLD: ReadonlySet<string> = new Set([
  'host',
  'port',
  'secure',
  'user',
  'fromName',
  'fromAddress',
  'signature',
  'region',
  'method',
]);

/** Who changed how mails or SMS are sent. Of secrets it says which were given anew, and nothing else. */
export function auditSender(
  ctx: Context,
  was: AuditedSender | null,
  is: AuditedSender,
  newSecrets: readonly string[],
): Statement {
  const before = was?.settings ?? {};
  const kept = [...new Set([...Object.keys(before), ...Object.keys(is.settings)])].filter(
    (key) => !TOLD.has(key) && before[key] !== is.settings[key],
  );
  const fields = [...kept, ...newSecrets];
  const detail = {
    channel: is.channel,
    ...changedParts(was ? toldOf(was) : {}, toldOf(is)),
    ...(fields.length > 0 ? { fields } : {}),
  };
  return auditStatement(ctx, { action: 'sender.edit', detail });
}

function toldOf({ provider, ratePerMinute, settings }: AuditedSender): Record<string, AuditedValue> {
  const told = Object.fromEntries(Object.entries(settings).filter(([key]) => TOLD.has(key)));
  return { provider, ratePerMinute, ...told };
}

import { auditStatement, changedParts, type AuditedValue, type Context, type Statement } from '@ruyi/engine/context';
import type { MessageTemplate } from './message.js';

type TemplateBody = Omit<MessageTemplate, 'id' | 'version'>;

/** Enough to see what was changed; a mail is up to 100,000 characters long. */
const EXCERPT = 2_000;

/** Who made, changed or deleted which template, with what is different before and after. */
export function auditTemplate(ctx: Context, id: string, was: TemplateBody | null, is: TemplateBody | null): Statement {
  const name = (is ?? was)?.name ?? '';
  const action = is ? (was ? 'template.edit' : 'template.create') : 'template.delete';
  const changes = is ? changedParts(was ? settingsOf(was) : {}, settingsOf(is)) : {};
  return auditStatement(ctx, { action, subjectId: id, detail: { name, ...changes } });
}

function settingsOf(template: TemplateBody): Record<string, AuditedValue> {
  const { channel, module, name, subject, body, providerCode, smsKind, auditState, mailKind } = template;
  const settings = { channel, module, name, subject, body, providerCode, smsKind, auditState, mailKind };
  const cut = (value: string | null): string | null =>
    value !== null && value.length > EXCERPT ? `${value.slice(0, EXCERPT)}…` : value;
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, cut(value)]));
}

import { mergeText, plainTextOf } from './merge-text.js';
import type { MergeRecord } from './merge-records.js';
import type { MessageTemplate, SkipReason } from './message.js';
import { smsText } from './sms-text.js';

/** A recipient as the preparation writes it. */
export interface PreparedRecipient {
  readonly recordId: string;
  readonly name: string;
  readonly address: string | null;
  readonly subject: string | null;
  /** Mail: HTML; SMS: the exact text with signature. */
  readonly body: string | null;
  readonly params: readonly { readonly name: string; readonly value: string }[];
  readonly skip: SkipReason | null;
}

const MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const CHINA_MOBILE = /^1[3-9]\d{9}$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether a stored value can be sent to at all. */
export function isAddress(channel: MessageTemplate['channel'], address: string): boolean {
  return channel === 'mail'
    ? MAIL.test(address) && address.length <= 254
    : CHINA_MOBILE.test(address) || E164.test(address);
}

/** Writes one record's message, or says why it gets none. `taken` are the addresses that the send has already. */
export function prepareRecipient(
  template: Pick<MessageTemplate, 'channel' | 'subject' | 'body' | 'smsKind'> & { readonly paths: readonly string[] },
  signature: string,
  record: MergeRecord,
  taken: ReadonlySet<string>,
): PreparedRecipient {
  const { channel } = template;
  const address = normalise(channel, record.addresses[channel]);
  const skip = (reason: SkipReason): PreparedRecipient => ({
    recordId: record.id,
    name: record.name,
    address,
    subject: null,
    body: null,
    params: [],
    skip: reason,
  });
  if (record.deleted) return skip('inRecycleBin');
  if (record.doNotContact.includes(channel)) return skip('doNotContact');
  if (address === null) return skip('noAddress');
  if (!isAddress(channel, address)) return skip('badAddress');
  if (taken.has(address)) return skip('duplicateAddress');
  const message = renderMessage(template, signature, record.texts);
  if (message.plain.trim() === '') return skip('emptyText');
  const params = template.paths.map((path) => ({
    name: path.split('.').at(-1) ?? path,
    value: record.texts.get(path) ?? '',
  }));
  return {
    recordId: record.id,
    name: record.name,
    address,
    subject: message.subject,
    body: message.body,
    params,
    skip: null,
  };
}

export interface RenderedMessage {
  readonly subject: string | null;
  readonly body: string;
  readonly plain: string;
}

export function renderMessage(
  template: Pick<MessageTemplate, 'channel' | 'subject' | 'body' | 'smsKind'>,
  signature: string,
  texts: ReadonlyMap<string, string>,
): RenderedMessage {
  if (template.channel === 'sms') {
    const plain = mergeText(template.body, texts, 'plain');
    return { subject: null, body: smsText(signature, plain, template.smsKind).text, plain };
  }
  const body = mergeText(template.body, texts, 'html');
  return {
    subject: mergeText(template.subject ?? '', texts, 'plain').replace(/[\r\n]+/g, ' '),
    body,
    plain: plainTextOf(body),
  };
}

function normalise(channel: MessageTemplate['channel'], address: string | null): string | null {
  const text = address?.trim() ?? '';
  if (text === '') return null;
  return channel === 'mail' ? text.toLowerCase() : text.replace(/[\s-]/g, '').replace(/^\+86(?=1[3-9]\d{9}$)/, '');
}

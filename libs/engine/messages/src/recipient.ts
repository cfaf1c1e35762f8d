import { cleanMail } from '@ruyi/engine/rich-text';
import { isAddress, normaliseAddress } from './address.js';
import type { ConsentState } from './consent/consent.js';
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

/** What is known beside the record: addresses that the send has already, and what addresses have consented to. */
export interface RecipientKnowledge {
  readonly taken: ReadonlySet<string>;
  readonly consents: ReadonlyMap<string, ConsentState>;
}

/** Writes one record's message, or says why it gets none. */
export function prepareRecipient(
  template: Pick<MessageTemplate, 'channel' | 'subject' | 'body' | 'smsKind' | 'mailKind'> & {
    readonly paths: readonly string[];
  },
  signature: string,
  record: MergeRecord,
  { taken, consents }: RecipientKnowledge,
): PreparedRecipient {
  const { channel } = template;
  const address = normaliseAddress(channel, record.addresses[channel]);
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
  const refusal = refusalOf(template, consents.get(address));
  if (refusal) return skip(refusal);
  if (taken.has(address)) return skip('duplicateAddress');
  const message = renderMessage(template, signature, record.texts);
  if (message.plain.trim() === '') return skip('emptyText');
  const params = template.paths.map((path) => ({
    name: paramName(path, template.paths),
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

/** What a provider's template calls the field: its own name, and with the reference's where two have the same. */
function paramName(path: string, paths: readonly string[]): string {
  const name = (each: string): string => each.split('.').at(-1) ?? each;
  const shared = paths.some((other) => other !== path && name(other) === name(path));
  return shared ? path.replaceAll('.', '_') : name(path);
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
  // After merging: what a value makes of an address is known only now.
  const body = cleanMail(mergeText(template.body, texts, 'html'));
  return {
    subject: mergeText(template.subject ?? '', texts, 'plain').replace(/[\r\n]+/g, ' '),
    body,
    plain: plainTextOf(body),
  };
}

/** Marketing goes to those who agreed (SMS) or did not withdraw (mail); what a person refused themselves holds for all but codes. */
export function refusalOf(
  template: Pick<MessageTemplate, 'channel' | 'smsKind' | 'mailKind'>,
  consent: ConsentState | undefined,
): SkipReason | null {
  if (consent === 'refused' && template.smsKind !== 'verification') return 'optedOut';
  if (!isMarketing(template)) return null;
  if (template.channel === 'sms') return consent === 'given' ? null : 'noConsent';
  return consent === 'withdrawn' ? 'noConsent' : null;
}

/** Whether a message advertises, which the law and the carriers bind to more than a notice. */
export function isMarketing(template: Pick<MessageTemplate, 'smsKind' | 'mailKind'>): boolean {
  return template.smsKind === 'marketing' || template.mailKind === 'marketing';
}

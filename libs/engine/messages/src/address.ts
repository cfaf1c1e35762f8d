import { canonicalMobile } from '@ruyi/contract/field-values';
import type { MessageChannel } from './message.js';

const MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const CHINA_MOBILE = /^1[3-9]\d{9}$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether a stored value can be sent to at all. */
export function isAddress(channel: MessageChannel, address: string): boolean {
  return channel === 'mail'
    ? // The length first: the pattern takes its time over a thousand dots.
      address.length <= 254 && MAIL.test(address)
    : CHINA_MOBILE.test(address) || E164.test(address);
}

/** The one way to write an address, by which messages, consents and replies find each other; null when there is none. */
export function normaliseAddress(channel: MessageChannel, address: string | null): string | null {
  const text = address?.trim() ?? '';
  if (text === '') return null;
  return channel === 'mail' ? text.toLowerCase() : (canonicalMobile(text) ?? text.replace(/[\s-]/g, ''));
}

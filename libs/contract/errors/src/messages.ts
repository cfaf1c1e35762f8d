import type { Message } from './message.js';
import { MESSAGES_OF_CODES } from './messages-of-codes.js';
import { MESSAGES_OF_METADATA } from './messages-of-metadata.js';
import { MESSAGES_OF_PEOPLE } from './messages-of-people.js';
import { MESSAGES_OF_POOLS } from './messages-of-pools.js';
import { MESSAGES_OF_REQUESTS } from './messages-of-requests.js';
import { MESSAGES_OF_VALUES } from './messages-of-values.js';

const CATALOGUE = {
  ...MESSAGES_OF_CODES,
  ...MESSAGES_OF_VALUES,
  ...MESSAGES_OF_REQUESTS,
  ...MESSAGES_OF_PEOPLE,
  ...MESSAGES_OF_POOLS,
  ...MESSAGES_OF_METADATA,
} as const;

/** Keys that an issue or error may name; a new one gets its texts in one of the `messages-of-…` files first. */
export type MessageKey = keyof typeof CATALOGUE;

/** Every message, in Chinese and English. */
export const MESSAGES: Readonly<Record<MessageKey, Message>> = CATALOGUE;

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(MESSAGES, key);
}

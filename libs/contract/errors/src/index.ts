export * from './problem.js';
export * from './app-error.js';
export * from './input-reader.js';
export * from './object-reader.js';
export type { Message } from './message.js';
export { messageOf, type Told } from './message-of.js';
export { isMessageKey, MESSAGES, type MessageKey } from './messages.js';

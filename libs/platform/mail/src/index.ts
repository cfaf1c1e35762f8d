export * from './install-mail-sender.js';
export * from './mail-transport.js';
export * from './sink/outbox-folder.js';
export * from './sink/outbox-page.js';
export * from './sink/smtp-sink.js';

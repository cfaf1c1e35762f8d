export * from './record-sender.js';

export * from './sms-gateways.js';
export * from './start-sms-sink.js';

export type * from './webhook.js';
export type * from './webhook-delivery.js';
export type * from './webhook-ports.js';
export type { DeliveryPage } from './delivery-log.js';
export * from './webhook-pace.js';
export { signatureHeaders } from './webhook-signature.js';
export { WEBHOOK_DELIVER_JOB } from './wake-webhooks.js';
export * from './webhooks.js';

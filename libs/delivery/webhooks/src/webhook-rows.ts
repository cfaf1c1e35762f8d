import type { Row } from '@ruyi/engine/context';
import type { Webhook } from './webhook.js';
import type { DeliveryAttempt, WebhookDelivery } from './webhook-delivery.js';

export const WEBHOOK_COLUMNS =
  'id, name, url, events, role_id, enabled, off_reason, failing_since, created_at, version';
export const DELIVERY_COLUMNS = 'id, event, module_key, subject_id, fields, at, state, next_at, finished_at, attempts';

/** A row as the API shows it. */
export function toWebhook(row: Row): Webhook {
  return {
    id: String(row['id']),
    name: String(row['name']),
    url: String(row['url']),
    events: row['events'] as string[],
    roleId: String(row['role_id']),
    enabled: row['enabled'] === true,
    offReason: row['off_reason'] as Webhook['offReason'],
    failingSince: instant(row['failing_since']),
    createdAt: instant(row['created_at']) ?? '',
    version: Number(row['version']),
  };
}

export function toDelivery(row: Row): WebhookDelivery {
  return {
    id: String(row['id']),
    event: String(row['event']),
    module: row['module_key'] as string | null,
    recordId: row['subject_id'] as string | null,
    fields: row['fields'] as string[],
    at: instant(row['at']) ?? '',
    state: row['state'] as WebhookDelivery['state'],
    nextAt: instant(row['next_at']),
    finishedAt: instant(row['finished_at']),
    attempts: row['attempts'] as DeliveryAttempt[],
  };
}

function instant(value: unknown): string | null {
  return value === null || value === undefined ? null : new Date(value as string | Date).toISOString();
}

import { afterAll, expect } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { startReceiver, type WebhookReceiver } from '@ruyi/testing';
import type { WebhookDelivery, WebhookPace } from '@ruyi/delivery/webhooks';
import { productWorld, type ProductWorld } from './product-world.js';

/** Days in milliseconds. */
export const FAST: WebhookPace = { waits: [20, 40], giveUpAfter: 2_500, timeout: 500, lease: 900, turn: 5_000 };
const PATIENCE_MS = 15_000;

/** A product whose webhooks are quick, and a server that hears them. */
export interface WebhookWorld extends ProductWorld {
  readonly receiver: WebhookReceiver;
  roleId(admin: SignedIn, key: string): Promise<string>;
  /** A webhook to the receiver, heard as the role. */
  webhook(admin: SignedIn, over?: Record<string, unknown>): Promise<{ readonly id: string; readonly secret: string }>;
  deliveries(admin: SignedIn, webhookId: string): Promise<readonly WebhookDelivery[]>;
  /** Runs jobs, those that wait for their time as well, until the condition holds. */
  workUntil(admin: SignedIn, holds: () => Promise<boolean> | boolean): Promise<void>;
}

export async function webhookWorld(pace: WebhookPace = FAST): Promise<WebhookWorld> {
  const world = await productWorld(undefined, { webhookPace: pace });
  const receiver = await startReceiver();
  afterAll(() => receiver.close());
  let made = 0;
  const roleId = async (admin: SignedIn, key: string): Promise<string> => {
    const { body } = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
    return body.items.find((role) => role.key === key)?.id ?? '';
  };
  return {
    ...world,
    receiver,
    roleId,
    async webhook(admin, over = {}) {
      made += 1;
      const answer = await world.call<{ id: string; secret: string }>(admin.accessToken, 'POST', '/webhooks', {
        name: `接口 ${made}`,
        url: receiver.url,
        events: ['customers.created', 'customers.updated', 'customers.deleted'],
        roleId: await roleId(admin, 'readonly'),
        ...over,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body;
    },
    async deliveries(admin, webhookId) {
      const { body } = await world.call<{ items: WebhookDelivery[] }>(
        admin.accessToken,
        'GET',
        `/webhooks/${webhookId}/deliveries`,
      );
      return body.items;
    },
    async workUntil(admin, holds) {
      const deadline = Date.now() + PATIENCE_MS;
      while (Date.now() < deadline) {
        await world.runJobs(admin.tenant.id);
        if (await holds()) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('it never came to that');
    },
  };
}

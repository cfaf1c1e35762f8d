import { Injectable, inject } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { CursorPage, Items } from '../http/page.js';
import type { Webhook, WebhookDelivery, WebhookDraft } from './webhook.js';

type WithSecret = Webhook & { readonly secret: string };

/** Webhooks and what became of their messages. */
@Injectable({ providedIn: 'root' })
export class WebhookApi {
  private readonly api = inject(ApiClient);

  list = () => this.api.get<Items<Webhook>>('/webhooks');
  get = (id: string) => this.api.get<Webhook>(`/webhooks/${id}`);
  /** The answer is the only one with the secret. */
  create = (draft: WebhookDraft) => this.api.post<WithSecret>('/webhooks', draft);
  update = (id: string, patch: Partial<WebhookDraft> & { version?: number }) =>
    this.api.patch<Webhook>(`/webhooks/${id}`, patch);
  delete = (id: string) => this.api.delete(`/webhooks/${id}`);
  renewSecret = (id: string) => this.api.post<WithSecret>(`/webhooks/${id}/secret`);
  test = (id: string) => this.api.post<WebhookDelivery>(`/webhooks/${id}/test`);
  deliveries = (id: string, query: { after?: string; limit?: number } = {}) =>
    this.api.get<CursorPage<WebhookDelivery>>(`/webhooks/${id}/deliveries`, { query });
  delivery = (id: string, deliveryId: string) =>
    this.api.get<WebhookDelivery>(`/webhooks/${id}/deliveries/${deliveryId}`);
  resend = (id: string, deliveryId: string) =>
    this.api.post<WebhookDelivery>(`/webhooks/${id}/deliveries/${deliveryId}/resend`);
}

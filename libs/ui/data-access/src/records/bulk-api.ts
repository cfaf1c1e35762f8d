import { Injectable, inject } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { BulkAnswer, RecordValues } from './record.js';
import type { RecordQuery } from './record-query.js';

/** The ticked rows, or all that match: what the list asked for, without its page. */
export type BulkTarget =
  | { readonly ids: readonly string[] }
  | (Pick<RecordQuery, 'view' | 'filter' | 'search' | 'pool' | 'subordinate'> & { readonly ids?: undefined });

export interface SendRequest {
  readonly channel: 'mail' | 'sms';
  readonly templateId: string;
  /** ISO time of a later sending. */
  readonly at?: string;
}

/** Actions over many records. */
@Injectable({ providedIn: 'root' })
export class BulkApi {
  private readonly api = inject(ApiClient);

  /** `action`: edit delete restore transfer allocate claim putInPool lock … */
  act(module: string, action: string, target: BulkTarget, parameters: RecordValues = {}): Promise<BulkAnswer> {
    return this.api.post<BulkAnswer>(`/records/${module}/actions/${action}`, { ...target, params: parameters });
  }

  export(
    module: string,
    target: BulkTarget,
    options: { fields: readonly string[]; format: 'xlsx' | 'csv' },
  ): Promise<{ jobId: string }> {
    return this.api.post(`/records/${module}/export`, { ...target, ...options });
  }

  send(module: string, target: BulkTarget, request: SendRequest, idempotencyKey: string): Promise<{ jobId: string; sendId?: string }> {
    return this.api.post(`/records/${module}/send`, { ...target, ...request }, { idempotencyKey });
  }
}

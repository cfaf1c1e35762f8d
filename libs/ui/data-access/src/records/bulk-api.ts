import { Injectable, inject } from '@angular/core';
import type { FilterNode } from '@ruyi/contract/query';
import { ApiClient } from '../http/api-client.js';
import type { BulkAnswer, RecordValues } from './record.js';

/** The ticked rows, or all that match. */
export type BulkTarget = { readonly ids: readonly string[] } | { readonly filter: FilterNode };

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

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
  async act(
    module: string,
    action: string,
    target: BulkTarget,
    parameters: RecordValues = {},
  ): Promise<BulkAnswer & { readonly changeSet: string | null }> {
    const path = `/records/${module}/actions/${action}`;
    const { body, changeSet } = await this.api.change<BulkAnswer>('POST', path, { ...target, params: parameters });
    return { ...body, changeSet };
  }

  export(
    module: string,
    target: BulkTarget,
    options: { fields: readonly string[]; format: 'xlsx' | 'csv' },
  ): Promise<{ jobId: string }> {
    return this.api.post(`/records/${module}/export`, { ...target, ...options });
  }

  send(
    module: string,
    target: BulkTarget,
    request: SendRequest,
    idempotencyKey: string,
  ): Promise<{ jobId: string; sendId?: string }> {
    return this.api.post(`/records/${module}/send`, { ...target, ...request }, { idempotencyKey });
  }
}

import { Injectable, inject } from '@angular/core';
import { ApiClient, type RequestOptions } from '../http/api-client.js';
import type { Items } from '../http/page.js';
import type { Pool, PoolCalendar, PoolDraft, PoolPreview, PoolRules, PoolSummary, StoredPoolRules } from './pool.js';

/** Pools, their rules, and what a rule would do. */
@Injectable({ providedIn: 'root' })
export class PoolApi {
  private readonly api = inject(ApiClient);

  /** An administrator of pools gets all of them, whole; others those that they are members of. */
  list = () => this.api.get<Items<PoolSummary & Partial<Pool>>>('/pools');
  get = (id: string) => this.api.get<Pool>(`/pools/${id}`);
  create = (pool: PoolDraft) => this.api.post<Pool>('/pools', pool);
  update = (id: string, patch: PoolDraft) => this.api.patch<Pool>(`/pools/${id}`, patch);
  delete = (id: string) => this.api.delete(`/pools/${id}`);

  rules = (id: string) => this.api.get<StoredPoolRules>(`/pools/${id}/rules`);
  saveRules = (id: string, rules: PoolRules) => this.api.put<StoredPoolRules>(`/pools/${id}/rules`, rules);
  preview = (id: string, rules: PoolRules, options: Pick<RequestOptions, 'signal'> = {}) =>
    this.api.post<PoolPreview>(`/pools/${id}/rules/preview`, rules, options);
  /** The records that the rules would reclaim within 30 days, soonest first. */
  previewRecords = (id: string, rules: PoolRules) =>
    this.api.post<{ readonly ids: readonly string[]; readonly truncated: boolean }>(
      `/pools/${id}/rules/preview/records`,
      rules,
    );
  /** Tells their owners. */
  notifyOwners = (id: string, rules: PoolRules) =>
    this.api.post<{ readonly notified: number }>(`/pools/${id}/rules/preview/notify`, rules);
  calendar = () => this.api.get<PoolCalendar>('/pools/calendar');
  /** Runs the nightly sweep now. */
  sweep = () => this.api.post<unknown>('/pools/sweep');
}

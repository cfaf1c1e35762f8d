import { Injectable, inject } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { Items } from '../http/page.js';
import type { Job } from './job.js';

@Injectable({ providedIn: 'root' })
export class JobApi {
  private readonly api = inject(ApiClient);

  get = (id: string) => this.api.get<Job>(`/jobs/${id}`);
  active = () => this.api.get<Items<Job>>('/jobs', { query: { mine: true, state: 'active' } });
  /** The caller's last jobs, newest first; the rows that failed are told by {@link get}. */
  mine = () => this.api.get<Items<Job>>('/jobs', { query: { mine: true, state: 'all' } });
  cancel = (id: string) => this.api.post<unknown>(`/jobs/${id}/cancel`);
  undo = (id: string) => this.api.post<{ jobId?: string }>(`/jobs/${id}/undo`);
}

import { Injectable, inject } from '@angular/core';
import { ApiClient, type RequestOptions } from '../http/api-client.js';
import type { Items } from '../http/page.js';

/** Counts stop here. */
export const HOME_COUNT_CAP = 1000;

/** The caller's own customers, counted up to {@link HOME_COUNT_CAP}. */
export type HomeCounts = Readonly<
  Record<'contactToday' | 'overdue' | 'expiringSoon' | 'newThisMonth' | 'mine', number>
>;

/** One hit of the global search. */
export interface SearchHit {
  readonly module: string;
  readonly id: string;
  readonly name: string;
}

/** The home page's figures and the global search. */
@Injectable({ providedIn: 'root' })
export class HomeApi {
  private readonly api = inject(ApiClient);

  home = () => this.api.get<{ readonly counts: HomeCounts }>('/home');

  search = (q: string, modules?: readonly string[], options: Pick<RequestOptions, 'signal'> = {}) =>
    this.api.get<Items<SearchHit>>('/search', { query: { q, modules: modules?.join(',') }, ...options });
}

import { Injectable, inject } from '@angular/core';
import type { Label } from '@ruyi/contract/metadata';
import { ApiClient, type RequestOptions } from '../http/api-client.js';

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
  readonly owner: { readonly id: string; readonly name: string | null } | null;
  /** The field by which it was found, and where in its text. */
  readonly matched: {
    readonly field: string;
    readonly label: Label;
    /** Whether the field names the record. */
    readonly naming: boolean;
    readonly value: string;
    readonly marks: readonly (readonly [number, number])[];
  } | null;
}

export interface FoundCount {
  readonly value: number;
  readonly exact: boolean;
}

/** The best hits of all modules, best first. */
export interface SearchHits {
  readonly items: readonly SearchHit[];
  /** By module: records of its list, and such as are seen in the pool alone. */
  readonly counts: Readonly<Record<string, FoundCount & { readonly pooled?: FoundCount }>>;
}

/** The home page's figures and the global search. */
@Injectable({ providedIn: 'root' })
export class HomeApi {
  private readonly api = inject(ApiClient);

  home = () => this.api.get<{ readonly counts: HomeCounts }>('/home');

  search = (q: string, modules?: readonly string[], options: Pick<RequestOptions, 'signal'> = {}) =>
    this.api.get<SearchHits>('/search', { query: { q, modules: modules?.join(',') }, ...options });
}

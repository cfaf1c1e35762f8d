import { computed, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { ListStore } from './list-store.js';
import { FIRST_STATE, paramsOfState, stateOfParams, type ListState } from './list-state.js';

/** Changes that keep the reader on the page of the list where they are. */
const SAME_PAGE: readonly (keyof ListState)[] = ['open', 'page', 'last'];

/**
 * Ties a list to the address: the query parameters make its state, and its wishes become an address.
 * `base` is asked when the page's inputs are set.
 */
export function bindListToAddress(store: ListStore, base: () => Partial<ListState>): void {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const params = toSignal(route.queryParamMap, { initialValue: route.snapshot.queryParamMap });
  const first = computed((): ListState => ({ ...FIRST_STATE, ...base() }));

  effect(() => {
    const map = params();
    const state = stateOfParams((name) => map.get(name), first());
    untracked(() => {
      if (JSON.stringify(state) !== JSON.stringify(store.state())) store.state.set(state);
    });
  });

  store.navigate = (change) => {
    const turned = Object.keys(change).some((key) => !SAME_PAGE.some((one) => one === key));
    const next: ListState = { ...untracked(store.state), ...(turned ? { page: 1, last: false } : {}), ...change };
    const queryParams = { ...paramsOfState(next), pool: next.pool === first().pool ? null : next.pool };
    void router.navigate([], { relativeTo: route, queryParams, queryParamsHandling: 'merge' });
  };
}

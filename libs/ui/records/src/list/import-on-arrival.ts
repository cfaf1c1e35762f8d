import { effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { ListActions } from './list-actions.js';
import type { ListStore } from './list-store.js';

/** Opens the import for whoever follows a link with `?import=true`; the address forgets it, so that a reload is a list. */
export function openImportOnArrival(store: ListStore, actions: ListActions): void {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const params = toSignal(route.queryParamMap, { initialValue: route.snapshot.queryParamMap });
  effect(() => {
    if (!params().has('import') || !store.module()) return;
    untracked(() => {
      void router
        .navigate([], {
          relativeTo: route,
          queryParams: { import: null },
          queryParamsHandling: 'merge',
          replaceUrl: true,
        })
        .then(() => actions.import());
    });
  });
}

import { DestroyRef, computed, effect, inject, signal, untracked, type Signal } from '@angular/core';
import { ApiProblem, type CursorPage } from '@ruyi/ui/data-access';

/** A list that goes on by cursor. */
export interface Entries<T> {
  readonly items: Signal<readonly T[]>;
  readonly loading: Signal<boolean>;
  readonly problem: Signal<ApiProblem | null>;
  readonly hasMore: Signal<boolean>;
  /** Reads the next page, or the one that failed again. */
  more(): void;
}

/** Reads from the start whenever `about` changes, and on by {@link Entries.more}. Call in an injection context. */
export function injectEntries<T extends { readonly id: string }>(
  about: () => string,
  read: (after: string | undefined) => Promise<CursorPage<T>>,
): Entries<T> {
  const items = signal<readonly T[]>([]);
  const loading = signal(false);
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  let turn = 0;
  let shown = '';
  inject(DestroyRef).onDestroy(() => (turn = -1));

  async function load(after: string | undefined): Promise<void> {
    const mine = ++turn;
    loading.set(true);
    problem.set(null);
    try {
      const page = await read(after);
      if (mine !== turn) return;
      const known = after === undefined ? [] : untracked(items);
      items.set([...known, ...page.items.filter((item) => !known.some((one) => one.id === item.id))]);
      cursor.set(page.nextCursor);
    } catch (error) {
      if (mine !== turn) return;
      problem.set(ApiProblem.from(error));
    }
    loading.set(false);
  }

  effect(() => {
    const now = about();
    untracked(() => {
      // The number of changes comes last: the same record keeps what is shown until the new answer is there.
      const same = shown.slice(0, shown.lastIndexOf(' ')) === now.slice(0, now.lastIndexOf(' '));
      if (!same) items.set([]);
      shown = now;
      void load(undefined);
    });
  });

  return {
    items,
    loading,
    problem,
    hasMore: computed(() => cursor() !== null),
    more: () => void load(untracked(cursor) ?? undefined),
  };
}

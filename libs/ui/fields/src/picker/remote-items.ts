import { DestroyRef, inject, signal, type Signal } from '@angular/core';
import type { PickItem } from './pick-item.js';

/** What a picker shows of a search on the server. */
export interface RemoteItems {
  readonly items: Signal<readonly PickItem[]>;
  readonly loading: Signal<boolean>;
  readonly failed: Signal<boolean>;
  search(words: string): void;
}

const PAUSE_MS = 180;

/** Searches while typing: waits for a pause, drops answers that come too late. Call in an injection context. */
export function injectRemoteItems(
  find: (words: string, signal: AbortSignal) => Promise<readonly PickItem[]>,
): RemoteItems {
  const items = signal<readonly PickItem[]>([]);
  const loading = signal(false);
  const failed = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  async function run(words: string): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const found = await find(words, mine.signal);
      if (mine.signal.aborted) return;
      items.set(found);
      failed.set(false);
    } catch {
      if (mine.signal.aborted) return;
      items.set([]);
      failed.set(true);
    }
    loading.set(false);
  }

  inject(DestroyRef).onDestroy(() => {
    clearTimeout(timer);
    running?.abort();
  });

  return {
    items,
    loading,
    failed,
    search(words) {
      clearTimeout(timer);
      loading.set(true);
      if (words === '') void run(words);
      else timer = setTimeout(() => void run(words), PAUSE_MS);
    },
  };
}

import { DestroyRef, computed, effect, inject, signal, untracked, type Signal } from '@angular/core';
import { isEmptyValue } from '@ruyi/contract/field-values';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { RecordApi, type DuplicateMatch, type RecordValues } from '@ruyi/ui/data-access';

const PAUSE_MS = 450;

export interface DuplicateWatch {
  /** What was found while typing, by field. */
  readonly byField: Signal<Readonly<Record<string, readonly DuplicateMatch[]>>>;
  /** Looks now, before a save, for live records that are like these values of fields that warn. */
  warnings(values: RecordValues): Promise<readonly DuplicateMatch[]>;
}

/** 撞单 check while typing: who is like this already, by field. Call in an injection context. */
export function injectDuplicateWatch(
  source: () => {
    readonly module: ModuleDescription;
    readonly values: RecordValues;
    readonly exclude: string | null;
  } | null,
): DuplicateWatch {
  const api = inject(RecordApi);
  const found = signal<readonly DuplicateMatch[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const asked = computed(
    () => {
      const now = source();
      if (!now) return null;
      const keys = now.module.duplicates.map(({ field }) => field);
      return { module: now.module.key, values: only(keys, now.values), exclude: now.exclude };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  effect(() => {
    const question = asked();
    clearTimeout(timer);
    running?.abort();
    if (!question || Object.keys(question.values).length === 0) return untracked(() => found.set([]));
    const mine = new AbortController();
    running = mine;
    timer = setTimeout(async () => {
      try {
        const { matches } = await api.duplicates(question.module, question.values, question.exclude ?? undefined, {
          signal: mine.signal,
        });
        if (!mine.signal.aborted) found.set(matches);
      } catch {
        // Half-typed values are refused, and a check that fails stops nobody: the save checks again.
        if (!mine.signal.aborted) found.set([]);
      }
    }, PAUSE_MS);
  });
  inject(DestroyRef).onDestroy(() => {
    clearTimeout(timer);
    running?.abort();
  });

  return {
    byField: computed(() => {
      const byField: Record<string, DuplicateMatch[]> = {};
      for (const match of found()) (byField[match.field ?? ''] ??= []).push(match);
      return byField;
    }),
    async warnings(values) {
      const now = source();
      if (!now) return [];
      const { key, duplicates } = now.module;
      const warned = duplicates.flatMap(({ field, mode }) => (mode === 'warn' ? [field] : []));
      const asked = only(warned, values);
      if (Object.keys(asked).length === 0) return [];
      const { matches } = await api.duplicates(key, asked, now.exclude ?? undefined);
      return matches.filter(({ deleted }) => !deleted);
    },
  };
}

/** The values of these fields that say something. */
function only(keys: readonly string[], values: RecordValues): RecordValues {
  return Object.fromEntries(keys.filter((key) => !isEmptyValue(values[key])).map((key) => [key, values[key]]));
}

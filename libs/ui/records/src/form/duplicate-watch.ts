import { DestroyRef, computed, effect, inject, signal, untracked, type Signal } from '@angular/core';
import { isEmptyValue } from '@ruyi/contract/field-values';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import { RecordApi, type DuplicateMatch, type RecordValues } from '@ruyi/ui/data-access';

const PAUSE_MS = 450;

/** 撞单 check while typing: who is like this already, by field. Call in an injection context. */
export function injectDuplicateWatch(
  source: () => {
    readonly module: ModuleDescription;
    readonly values: RecordValues;
    readonly exclude: string | null;
  } | null,
): Signal<Readonly<Record<string, readonly DuplicateMatch[]>>> {
  const api = inject(RecordApi);
  const found = signal<readonly DuplicateMatch[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const asked = computed(
    () => {
      const now = source();
      if (!now) return null;
      const values = Object.fromEntries(
        now.module.fields
          .filter((field) => isChecked(field, now.module) && !isEmptyValue(now.values[field.key]))
          .map((field) => [field.key, now.values[field.key]]),
      );
      return { module: now.module.key, values, exclude: now.exclude };
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

  return computed(() => {
    const byField: Record<string, DuplicateMatch[]> = {};
    for (const match of found()) (byField[match.field] ??= []).push(match);
    return byField;
  });
}

function isChecked(field: Field, module: ModuleDescription): boolean {
  return !field.retired && (field.key === module.nameField || field.unique === true || field.type === 'mobile');
}

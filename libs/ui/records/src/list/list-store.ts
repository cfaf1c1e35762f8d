import { Injectable, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import type { SortKey, View } from '@ruyi/contract/metadata';
import {
  ApiProblem,
  ModuleApi,
  ModuleStore,
  RecordApi,
  type ApiRecord,
  type BulkTarget,
  type RecordQuery,
  type Total,
} from '@ruyi/ui/data-access';
import { NameCache } from '@ruyi/ui/fields';
import { columnsOf, fieldsToRead, poolColumnsOf } from './list-columns.js';
import { ListSelection } from './list-selection.js';
import { effectiveFilter, FIRST_STATE, type ListState } from './list-state.js';

/** The server turns pages up to this row; beyond it a list is read from its end. */
const FARTHEST = 10_000;

/** A module's list as the page shows it: from the state of the address to rows, total and selection. */
@Injectable()
export class ListStore {
  private readonly api = inject(RecordApi);
  private readonly moduleApi = inject(ModuleApi);
  private readonly modules = inject(ModuleStore);
  private readonly names = inject(NameCache);

  readonly moduleKey = signal('');
  /** The pool's page: what it shows is in no view. */
  readonly poolPage = signal(false);
  readonly state = signal<ListState>(FIRST_STATE);
  /** Changes the state; the page writes it into the address. */
  navigate: (change: Partial<ListState>) => void = (change) => this.state.update((state) => ({ ...state, ...change }));

  readonly module = computed(() => (this.moduleKey() ? this.modules.module(this.moduleKey())() : undefined));
  readonly moduleProblem = signal<ApiProblem | null>(null);
  readonly views = computed<readonly View[]>(() => this.module()?.views ?? []);
  readonly view = computed(() => {
    const { view, pool } = this.state();
    if (pool !== null) return undefined;
    return this.views().find((one) => one.key === view) ?? this.views().find((one) => one.pinned) ?? this.views()[0];
  });
  readonly columns = linkedSignal(() => {
    const module = this.module();
    if (!module) return [];
    return this.state().pool === null ? columnsOf(module, this.view()) : poolColumnsOf(module);
  });
  /** The columns as far as the reader has chosen them. */
  readonly ownColumns = computed(() => {
    const chosen = this.state().pool === null ? this.view()?.ownColumns : this.module()?.poolColumns?.length;
    return chosen ? this.columns() : [];
  });
  readonly sort = computed<readonly SortKey[]>(() => this.state().sort ?? this.view()?.sort ?? []);

  /** What the list asks for, without its page. */
  readonly question = computed<RecordQuery | null>(() => {
    const module = this.module();
    if (!module) return null;
    const state = this.state();
    const filter = effectiveFilter(state);
    const view = this.view();
    return {
      ...(view ? { view: view.key } : {}),
      ...(view?.choosesSubordinate && state.subordinate ? { subordinate: state.subordinate } : {}),
      ...(state.pool ? { pool: state.pool } : {}),
      ...(filter ? { filter } : {}),
      ...(state.search ? { search: state.search } : {}),
    };
  });
  private readonly query = computed<RecordQuery | null>(
    () => {
      const question = this.question();
      const module = this.module();
      if (!question || !module) return null;
      const { page, size, last, sort } = this.state();
      const fields = fieldsToRead(module, this.columns());
      return {
        ...question,
        fields,
        limit: size,
        ...(sort ? { sort } : {}),
        ...(last ? { last } : page > 1 ? { page } : {}),
      };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  readonly rows = signal<readonly ApiRecord[]>([]);
  readonly loading = signal(true);
  readonly problem = signal<ApiProblem | null>(null);
  readonly hasMore = signal(false);
  readonly total = signal<Total | null>(null);
  readonly counts = signal<Readonly<Record<string, Total>>>({});
  readonly selection = new ListSelection(this.rows);
  private readonly attempt = signal(0);
  private shownFor = '';

  constructor() {
    effect((onCleanup) => {
      const key = this.moduleKey();
      this.attempt();
      if (!key) return;
      let gone = false;
      onCleanup(() => (gone = true));
      this.modules.load(key).then(
        () => gone || this.moduleProblem.set(null),
        (error: unknown) => gone || this.moduleProblem.set(ApiProblem.from(error)),
      );
    });
    effect((onCleanup) => {
      const query = this.query();
      this.attempt();
      if (!query) return;
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      untracked(() => void this.read(query, stop.signal));
    });
    effect((onCleanup) => {
      const question = this.question();
      this.attempt();
      if (!question) return;
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      untracked(() => void this.count(question, 'capped', stop.signal));
    });
    effect(() => {
      // Another question: what was ticked is no longer in sight.
      JSON.stringify(this.question());
      untracked(() => this.selection.clear());
    });
    effect(() => {
      const key = this.module()?.key;
      const pinned = this.views()
        .filter((view) => view.pinned && !view.choosesSubordinate)
        .map((view) => view.key);
      this.attempt();
      if (key && pinned.length > 0) untracked(() => void this.countViews(key, pinned));
    });
  }

  reload(): void {
    this.attempt.update((attempt) => attempt + 1);
  }

  /** The last page: by its number where that is known and may be asked for, else read from the end. */
  goToLast(): void {
    const total = this.total();
    const { size } = this.state();
    if (total?.exact && total.value <= FARTHEST)
      this.navigate({ page: Math.max(1, Math.ceil(total.value / size)), last: false });
    else this.navigate({ last: true });
  }

  countExactly(): void {
    const question = this.question();
    if (question) void this.count(question, 'exact', new AbortController().signal);
  }

  /** Puts a changed record into its row; columns that were not read keep what they show. */
  replace(record: ApiRecord): void {
    this.rows.update((rows) =>
      rows.map((row) => (row.id === record.id ? { ...row, ...record, _why: row._why ?? record._why } : row)),
    );
  }

  /** The ticked rows, or everything that matches. */
  target(): BulkTarget {
    return this.selection.all() ? (this.question() ?? { ids: [] }) : { ids: this.selection.chosen() };
  }

  private async read(query: RecordQuery, signal: AbortSignal): Promise<void> {
    const module = this.moduleKey();
    // Rows of another view or module would mislead while the new ones are on their way.
    const about = `${module} ${query.view ?? ''} ${query.pool ?? ''}`;
    if (about !== this.shownFor) this.rows.set([]);
    this.loading.set(true);
    this.problem.set(null);
    try {
      const page = await this.api.list(module, query, { signal });
      if (signal.aborted) return;
      this.shownFor = about;
      this.keepNames(page.items);
      this.rows.set(page.items);
      this.hasMore.set(page.nextCursor !== null);
      this.loading.set(false);
    } catch (error) {
      if (signal.aborted) return;
      this.problem.set(ApiProblem.from(error));
      this.loading.set(false);
    }
  }

  private async count(question: RecordQuery, total: 'capped' | 'exact', signal: AbortSignal): Promise<void> {
    if (total === 'capped') this.total.set(null);
    try {
      const counted = await this.api.total(this.moduleKey(), { ...question, total }, { signal });
      if (!signal.aborted) this.total.set(counted);
    } catch {
      // The rows say what went wrong; a list can be read without its count.
    }
  }

  private async countViews(module: string, keys: readonly string[]): Promise<void> {
    try {
      this.counts.set(await this.moduleApi.viewCounts(module, keys));
    } catch {
      this.counts.set({});
    }
  }

  private keepNames(rows: readonly ApiRecord[]): void {
    const names: [string, string][] = [];
    for (const row of rows) {
      for (const [field, text] of Object.entries(row._display ?? {})) {
        const id = row[field];
        if (typeof id === 'string' && id.length === 36 && typeof text === 'string') names.push([id, text]);
      }
    }
    this.names.keep(names);
  }
}

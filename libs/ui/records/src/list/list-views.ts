import { DestroyRef, Injectable, Injector, computed, effect, inject, signal, untracked } from '@angular/core';
import type { View, ViewColumn } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import {
  ApiProblem,
  ModuleApi,
  ModuleStore,
  PeopleApi,
  PoolApi,
  SessionStore,
  type UserPick,
} from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Confirm, Toaster, injectTranslate } from '@ruyi/ui/kit';
import type { ListColumn } from './list-columns.js';
import { effectiveFilter } from './list-state.js';
import { ListStore } from './list-store.js';
import type { ViewWish } from './view-tabs.js';

/** Stands for the pool's list where columns are kept. */
const POOL_COLUMNS = '_pool';
const COLUMNS_PAUSE_MS = 800;
const ALL_POOLS: View = { key: 'any', label: { zh: '全部公海', en: 'All pools' }, origin: 'shipped', pinned: true };

/** The tabs of a list: its views, or on the pool's page the pools; and what a reader keeps of them. */
@Injectable()
export class ListViews {
  private readonly store = inject(ListStore);
  private readonly modules = inject(ModuleStore);
  private readonly moduleApi = inject(ModuleApi);
  private readonly people = inject(PeopleApi);
  private readonly poolApi = inject(PoolApi);
  private readonly session = inject(SessionStore);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  private readonly words = inject(Words);
  private readonly injector = inject(Injector);
  private readonly t = injectTranslate();
  private readonly pools = signal<readonly View[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly subordinates = signal<readonly UserPick[]>([]);
  readonly all = computed(() => (this.store.poolPage() ? this.pools() : this.store.views()));
  readonly current = computed(() =>
    this.store.poolPage() ? (this.store.state().pool ?? 'any') : this.store.view()?.key,
  );
  /** The view on screen, where it is this reader's own. */
  readonly own = computed(() => {
    const view = this.store.poolPage() ? undefined : this.store.view();
    const mine = view?.ownerId === this.session.user()?.id || this.session.canAdminister('metadata');
    return view?.origin === 'custom' && mine ? view : null;
  });

  constructor() {
    effect(() => {
      if (this.store.poolPage()) untracked(() => void this.readPools());
    });
    effect(() => {
      // A link to 下属负责的 of one person has to say of whom.
      if (this.store.state().subordinate) untracked(() => void this.readSubordinates());
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  choose({ view, subordinate }: ViewWish): void {
    if (this.store.poolPage()) return this.store.navigate({ pool: view, open: null });
    this.store.navigate({ view, subordinate, sort: null, open: null });
  }

  /** Saves what the list shows under a name; false when cancelled. */
  async save(filter: FilterNode | null): Promise<boolean> {
    const { askForView } = await import('./save-view.js');
    const module = this.store.module();
    if (!module) return false;
    const view = await askForView(this.injector, {
      module,
      filter,
      base: this.store.view(),
      columns: this.store.columns(),
      sort: this.store.sort(),
    });
    if (!view) return false;
    await this.modules.refresh(module.key);
    this.store.navigate({ view: view.key, filter: null, quick: null, search: '', sort: null });
    return true;
  }

  /** Whether the list shows something else than the view on screen says. */
  readonly changed = computed(() => {
    const { filter, quick, sort } = this.store.state();
    return filter !== null || quick !== null || sort !== null;
  });

  /** Asks for another name; shared or not can be changed along. */
  async rename(view: View): Promise<void> {
    const { askForName } = await import('./save-view.js');
    const said = await askForName(this.injector, view, this.session.canAdminister('metadata'));
    if (!said) return;
    await this.try(async () => {
      await this.moduleApi.updateView(this.store.moduleKey(), view.key, said);
      await this.modules.refresh(this.store.moduleKey());
    });
  }

  /** Makes what the list shows the view's own: conditions are added to its, the sort takes the place of its. */
  async update(view: View): Promise<void> {
    const { joined } = await import('./save-view.js');
    await this.try(async () => {
      const filter = joined(view.filter, effectiveFilter(this.store.state()));
      await this.moduleApi.updateView(this.store.moduleKey(), view.key, {
        ...(filter ? { filter } : {}),
        sort: this.store.sort(),
        columns: this.store.columns().map(({ field, width }) => ({ field: field.key, width })),
      });
      await this.modules.refresh(this.store.moduleKey());
      this.store.navigate({ filter: null, quick: null, sort: null });
      this.toaster.show(this.t('records.view.updated', { name: this.words.of(view.label) }));
    });
  }

  async remove(view: View): Promise<void> {
    const name = this.words.of(view.label);
    const sure = await this.confirm.ask({
      title: this.t('records.view.deleteTitle', { name }),
      confirm: this.t('kit.delete'),
      danger: true,
    });
    if (!sure) return;
    await this.try(async () => {
      await this.moduleApi.deleteView(this.store.moduleKey(), view.key);
      await this.modules.refresh(this.store.moduleKey());
      this.store.navigate({ view: null, sort: null });
    });
  }

  /** Widths follow the pointer at once and are kept when it rests. */
  resize(columns: readonly ListColumn[]): void {
    this.store.columns.set(columns);
    clearTimeout(this.timer);
    const kept = columns.map(({ field, width }) => ({ field: field.key, width }));
    this.timer = setTimeout(() => void this.keepColumns(kept), COLUMNS_PAUSE_MS);
  }

  /** Columns of this view for this reader; none go back to the view's own. */
  async keepColumns(columns: readonly ViewColumn[]): Promise<void> {
    const key = this.store.state().pool === null ? this.store.view()?.key : POOL_COLUMNS;
    if (key === undefined) return;
    await this.try(async () => {
      await this.moduleApi.saveColumns(this.store.moduleKey(), key, columns);
      await this.modules.refresh(this.store.moduleKey());
    });
  }

  async readSubordinates(): Promise<void> {
    if (this.subordinates().length > 0) return;
    await this.try(async () => this.subordinates.set((await this.people.subordinates()).items));
  }

  private async readPools(): Promise<void> {
    await this.try(async () => {
      const { items } = await this.poolApi.list();
      const pools = items.map(({ id, name }): View => ({
        key: id,
        label: { zh: name },
        origin: 'custom',
        pinned: true,
      }));
      const [only] = pools;
      this.pools.set(pools.length > 1 ? [ALL_POOLS, ...pools] : only ? [{ ...ALL_POOLS, label: only.label }] : []);
    });
  }

  private async try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }
}

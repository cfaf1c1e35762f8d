import { Component, DestroyRef, Injector, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import type { View, ViewColumn } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import {
  ApiProblem,
  ModuleApi,
  ModuleStore,
  PeopleApi,
  PoolApi,
  SessionStore,
  type ApiRecord,
  type UserPick,
} from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import {
  Breakpoint,
  Drawer,
  EmptyState,
  Icon,
  LoadError,
  PageHeader,
  Pager,
  Shortcuts,
  SkeletonRows,
  Toaster,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import { ActionRunner } from '../actions/action-runner.js';
import { bulkActions, rowActions, type ActionPlace, type RecordAction } from '../actions/record-action.js';
import { RecordDetail } from '../detail/record-detail.js';
import { FilterChips } from '../filter/filter-chips.js';
import { FilterPanel } from '../filter/filter-panel.js';
import { QuickRow } from '../filter/quick-row.js';
import { ColumnsPanel } from './columns-panel.js';
import { oneOf } from '../one-of.js';
import { bindListToAddress } from './list-address.js';
import type { ListColumn } from './list-columns.js';
import { PAGE_SIZES } from './list-state.js';
import { ListStore } from './list-store.js';
import { RecordCards } from './record-cards.js';
import { RecordTable, type RowWish } from './record-table.js';
import { SelectionBar } from './selection-bar.js';
import { ViewTabs } from './view-tabs.js';
import { WhyLegend } from './why-legend.js';

const COLUMNS_PAUSE_MS = 800;

/** The list of any module: views, search, filters, rows, what is ticked, and the record beside it. */
@Component({
  selector: 'ry-record-list',
  imports: [
    ColumnsPanel,
    Drawer,
    EmptyState,
    FilterChips,
    FilterPanel,
    Icon,
    LoadError,
    PageHeader,
    Pager,
    QuickRow,
    RecordCards,
    RecordDetail,
    RecordTable,
    SelectionBar,
    SkeletonRows,
    ViewTabs,
    WhyLegend,
  ],
  providers: [ListStore],
  styleUrl: './record-list.css',
  templateUrl: './record-list.html',
})
export class RecordList {
  readonly module = input.required<string>();
  /** The pool's page: pools take the place of views. */
  readonly poolPage = input(false);

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly words = inject(Words);
  protected readonly store = inject(ListStore);
  protected readonly screen = inject(Breakpoint);
  protected readonly pageSizes = PAGE_SIZES;
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly modules = inject(ModuleStore);
  private readonly moduleApi = inject(ModuleApi);
  private readonly people = inject(PeopleApi);
  private readonly poolApi = inject(PoolApi);
  private readonly runner = inject(ActionRunner);
  private readonly toaster = inject(Toaster);
  private readonly quickRow = viewChild(QuickRow);
  private readonly table = viewChild(RecordTable);
  private columnsTimer: ReturnType<typeof setTimeout> | undefined;

  protected readonly panel = signal<'filter' | 'columns' | null>(null);
  protected readonly picking = signal(false);
  protected readonly subordinates = signal<readonly UserPick[]>([]);
  private readonly pools = signal<readonly View[]>([]);

  protected readonly views = computed(() => (this.poolPage() ? this.pools() : this.store.views()));
  protected readonly currentView = computed(() =>
    this.poolPage() ? (this.store.state().pool ?? 'any') : this.store.view()?.key,
  );
  protected readonly title = computed(() =>
    this.poolPage() ? this.t('records.pool.title') : this.words.of(this.store.module()?.label),
  );
  protected readonly one = computed(() => oneOf(this.store.module()?.label, this.words.locale()));
  protected readonly mayCreate = computed(() => !this.poolPage() && this.session.can('create', this.module()));
  protected readonly mayExport = computed(() => this.session.can('export', this.module()));
  protected readonly narrowed = computed(() => {
    const { search, quick, filter } = this.store.state();
    return search !== '' || quick !== null || filter !== null;
  });
  private readonly place = computed<ActionPlace | null>(() => {
    const module = this.store.module();
    return module
      ? { module, session: this.session, deleted: this.store.view()?.deleted === true, pool: this.poolPage() }
      : null;
  });
  protected readonly bulk = computed(() => {
    const place = this.place();
    return place ? bulkActions(place) : [];
  });
  protected readonly firstAction = computed<RecordAction | null>(() =>
    this.poolPage() && this.session.can('claim', this.module()) ? 'claim' : null,
  );
  protected readonly ofRow = (row: ApiRecord): readonly RecordAction[] => {
    const place = this.place();
    return place ? rowActions(place, row) : [];
  };
  protected readonly drawer = computed<'record' | 'filter' | 'columns' | null>(
    () => this.panel() ?? (this.store.state().open ? 'record' : null),
  );

  constructor() {
    effect(() => this.store.moduleKey.set(this.module()));
    bindListToAddress(this.store, () => (this.poolPage() ? { pool: 'any' } : {}));
    effect(() => {
      if (this.poolPage()) void this.readPools();
    });
    const shortcuts = inject(Shortcuts);
    const gone = inject(DestroyRef);
    gone.onDestroy(shortcuts.add({ keys: '/', run: () => this.quickRow()?.focus() }));
    gone.onDestroy(shortcuts.add({ keys: 'n', run: () => this.create() }));
    gone.onDestroy(shortcuts.add({ keys: 'arrowdown', run: () => this.table()?.focusRow(0) }));
    gone.onDestroy(() => clearTimeout(this.columnsTimer));
  }

  /** After an update of the server the old parts of the client are gone. */
  protected reloadPage(): void {
    location.reload();
  }

  protected create(): void {
    if (this.mayCreate()) void this.router.navigate(['/m', this.module(), 'new']);
  }

  protected chooseView({ view, subordinate }: { readonly view: string; readonly subordinate: string | null }): void {
    if (this.poolPage()) return this.store.navigate({ pool: view, open: null });
    this.store.navigate({ view, subordinate, sort: null, open: null });
  }

  protected open(row: ApiRecord): void {
    this.panel.set(null);
    this.store.navigate({ open: row.id });
  }

  protected close(): void {
    if (this.panel()) return this.panel.set(null);
    const index = this.store.rows().findIndex((row) => row.id === this.store.state().open);
    this.store.navigate({ open: null });
    if (index >= 0) setTimeout(() => this.table()?.focusRow(index));
  }

  /** The record before or after the one beside the list. */
  protected neighbour(step: 1 | -1): string | null {
    const rows = this.store.rows();
    const index = rows.findIndex((row) => row.id === this.store.state().open);
    return index < 0 ? null : (rows[index + step]?.id ?? null);
  }

  protected async actOnRow({ action, row }: RowWish): Promise<void> {
    const module = this.store.module();
    if (!module) return;
    if (action === 'open') return this.open(row);
    if (action === 'edit') return void this.router.navigate(['/m', module.key, row.id, 'edit']);
    if (action === 'copy')
      return void this.router.navigate(['/m', module.key, 'new'], { queryParams: { copy: row.id } });
    await this.runner.run({ action, module, target: { ids: [row.id] }, count: 1, record: row }, () =>
      this.store.reload(),
    );
  }

  protected async actOnMany(action: RecordAction): Promise<void> {
    const module = this.store.module();
    if (!module) return;
    const { selection } = this.store;
    const total = this.store.total();
    const count = selection.all() ? (total?.exact ? total.value : null) : selection.count();
    const columns = this.store.columns().map((column) => column.field.key);
    const done = await this.runner.run({ action, module, target: this.store.target(), count, columns }, () =>
      this.store.reload(),
    );
    if (done) {
      selection.clear();
      this.picking.set(false);
    }
  }

  protected async exportAll(): Promise<void> {
    const module = this.store.module();
    const question = this.store.question();
    if (!module || !question) return;
    const total = this.store.total();
    const columns = this.store.columns().map((column) => column.field.key);
    await this.runner.run(
      { action: 'export', module, target: question, count: total?.exact ? total.value : null, columns },
      () => undefined,
    );
  }

  protected applyFilter(filter: FilterNode | null): void {
    this.panel.set(null);
    this.store.navigate({ filter });
  }

  protected async saveView(filter: FilterNode | null): Promise<void> {
    const { askForView } = await import('./save-view.js');
    const module = this.store.module();
    if (!module) return;
    const view = await askForView(this.injector, {
      module,
      filter,
      base: this.store.view(),
      columns: this.store.columns(),
      sort: this.store.sort(),
    });
    if (!view) return;
    await this.modules.refresh(module.key);
    this.panel.set(null);
    this.store.navigate({ view: view.key, filter: null, quick: null, search: '', sort: null });
  }

  /** Widths follow the pointer at once and are kept when it rests. */
  protected resize(columns: readonly ListColumn[]): void {
    this.store.columns.set(columns);
    clearTimeout(this.columnsTimer);
    this.columnsTimer = setTimeout(
      () => void this.keepColumns(columns.map(({ field, width }) => ({ field: field.key, width }))),
      COLUMNS_PAUSE_MS,
    );
  }

  protected async keepColumns(columns: readonly ViewColumn[]): Promise<void> {
    const view = this.store.view();
    if (!view) return;
    try {
      await this.moduleApi.saveColumns(this.module(), view.key, columns);
      await this.modules.refresh(this.module());
      this.panel.set(null);
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }

  protected async readSubordinates(): Promise<void> {
    if (this.subordinates().length > 0) return;
    this.subordinates.set((await this.people.subordinates()).items);
  }

  private async readPools(): Promise<void> {
    const { items } = await this.poolApi.list();
    const all: View = { key: 'any', label: { zh: '全部公海', en: 'All pools' }, origin: 'shipped', pinned: true };
    const pools = items.map((pool): View => ({
      key: pool.id,
      label: { zh: pool.name },
      origin: 'custom',
      pinned: true,
    }));
    this.pools.set(
      pools.length > 1 ? [all, ...pools] : pools.length === 1 ? [{ ...all, label: pools[0]?.label ?? all.label }] : [],
    );
  }
}

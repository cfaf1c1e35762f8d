import { Component, DestroyRef, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import type { ViewColumn } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import type { ApiRecord } from '@ruyi/ui/data-access';
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
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import type { RecordAction } from '../actions/record-action.js';
import { RecordDetail } from '../detail/record-detail.js';
import { FilterChips } from '../filter/filter-chips.js';
import { FilterPanel } from '../filter/filter-panel.js';
import { QuickRow } from '../filter/quick-row.js';
import { ColumnsPanel } from './columns-panel.js';
import { manyOf, oneOf } from '../one-of.js';
import { bindListToAddress } from './list-address.js';
import { PAGE_SIZES } from './list-state.js';
import { openImportOnArrival } from './import-on-arrival.js';
import { ListActions } from './list-actions.js';
import { ListStore } from './list-store.js';
import { ListViews } from './list-views.js';
import { RecordCards } from './record-cards.js';
import { RecordTable } from './record-table.js';
import { SelectionBar } from './selection-bar.js';
import { SortBox } from './sort-box.js';
import { ViewTabs } from './view-tabs.js';
import { WhyLegend } from './why-legend.js';

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
    MatMenuModule,
    PageHeader,
    Pager,
    QuickRow,
    RecordCards,
    RecordDetail,
    RecordTable,
    SelectionBar,
    SkeletonRows,
    SortBox,
    ViewTabs,
    WhyLegend,
  ],
  providers: [ListStore, ListViews, ListActions],
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
  protected readonly views = inject(ListViews);
  protected readonly actions = inject(ListActions);
  protected readonly screen = inject(Breakpoint);
  protected readonly pageSizes = PAGE_SIZES;
  private readonly quickRow = viewChild(QuickRow);
  private readonly table = viewChild(RecordTable);

  protected readonly panel = signal<'filter' | 'columns' | null>(null);
  protected readonly picking = signal(false);
  protected readonly title = computed(() =>
    this.poolPage() ? this.t('records.pool.title') : this.words.of(this.store.module()?.label),
  );
  protected readonly one = computed(() => oneOf(this.store.module()?.label, this.words.locale()));
  protected readonly many = computed(() => manyOf(this.store.module()?.label, this.words.locale()));
  protected readonly narrowed = computed(() => {
    const { search, quick, filter } = this.store.state();
    return search !== '' || quick !== null || filter !== null;
  });
  /** Of the view on screen the list's own count, which goes farther than those of the tabs. */
  protected readonly counts = computed(() => {
    const [counts, total, view] = [this.store.counts(), this.store.total(), this.store.view()?.key];
    const isWhole = !this.narrowed() && this.store.state().subordinate === null;
    return total && view !== undefined && isWhole && counts[view] ? { ...counts, [view]: total } : counts;
  });
  protected readonly drawer = computed<'record' | 'filter' | 'columns' | null>(
    () => this.panel() ?? (this.store.state().open ? 'record' : null),
  );

  constructor() {
    effect(() => {
      this.store.poolPage.set(this.poolPage());
      this.store.moduleKey.set(this.module());
    });
    bindListToAddress(this.store, () => (this.poolPage() ? { pool: 'any' } : {}));
    openImportOnArrival(this.store, this.actions);
    const shortcuts = inject(Shortcuts);
    const gone = inject(DestroyRef);
    gone.onDestroy(shortcuts.add({ keys: '/', run: () => this.quickRow()?.focus() }));
    gone.onDestroy(shortcuts.add({ keys: 'n', run: () => this.actions.create() }));
    gone.onDestroy(shortcuts.add({ keys: 'arrowdown', run: () => this.table()?.focusRow(0) }));
  }

  /** After an update of the server the old parts of the client are gone. */
  protected reloadPage(): void {
    location.reload();
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

  protected async act(action: RecordAction): Promise<void> {
    if (await this.actions.actOnTicked(action)) this.picking.set(false);
  }

  protected applyFilter(filter: FilterNode | null): void {
    this.panel.set(null);
    this.store.navigate({ filter });
  }

  protected async saveView(filter: FilterNode | null): Promise<void> {
    if (await this.views.save(filter)) this.panel.set(null);
  }

  protected async keepColumns(columns: readonly ViewColumn[]): Promise<void> {
    await this.views.keepColumns(columns);
    this.panel.set(null);
  }
}

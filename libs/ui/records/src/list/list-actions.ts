import { Injectable, Injector, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore, type ApiRecord } from '@ruyi/ui/data-access';
import { ActionRunner } from '../actions/action-runner.js';
import { MERGEABLE, bulkActions, rowActions, type ActionPlace, type RecordAction } from '../actions/record-action.js';
import { openDialog } from '../dialog/open-dialog.js';
import { ListStore } from './list-store.js';
import type { RowWish } from './record-table.js';

/** What may be done from a list, with one row, with the ticked ones, or with all. */
@Injectable()
export class ListActions {
  private readonly store = inject(ListStore);
  private readonly session = inject(SessionStore);
  private readonly runner = inject(ActionRunner);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);

  private readonly place = computed<ActionPlace | null>(() => {
    const module = this.store.module();
    const deleted = this.store.view()?.deleted === true;
    return module ? { module, session: this.session, deleted, pool: this.store.poolPage() } : null;
  });
  readonly mayCreate = computed(() => !this.store.poolPage() && this.session.can('create', this.store.moduleKey()));
  readonly mayExport = computed(() => this.session.can('export', this.store.moduleKey()));
  readonly mayImport = computed(
    () =>
      !this.store.poolPage() &&
      this.session.can('import', this.store.moduleKey()) &&
      this.session.can('create', this.store.moduleKey()),
  );
  readonly bulk = computed(() => {
    const place = this.place();
    return place ? bulkActions(place).filter((action) => action !== 'merge' || this.mayMerge()) : [];
  });
  private readonly mayMerge = computed(() => {
    const { selection } = this.store;
    return !selection.all() && selection.count() >= MERGEABLE.least && selection.count() <= MERGEABLE.most;
  });
  /** Offered on each row without a menu. */
  readonly first = computed<RecordAction | null>(() =>
    this.store.poolPage() && this.session.can('claim', this.store.moduleKey()) ? 'claim' : null,
  );
  readonly ofRow = (row: ApiRecord): readonly RecordAction[] => {
    const place = this.place();
    return place ? rowActions(place, row) : [];
  };

  create(): void {
    if (this.mayCreate()) void this.router.navigate(['/m', this.store.moduleKey(), 'new']);
  }

  async actOnRow({ action, row }: RowWish): Promise<void> {
    const module = this.store.module();
    if (!module) return;
    if (action === 'open') return this.store.navigate({ open: row.id });
    if (action === 'edit') return void this.router.navigate(['/m', module.key, row.id, 'edit']);
    if (action === 'copy')
      return void this.router.navigate(['/m', module.key, 'new'], { queryParams: { copy: row.id } });
    const wish = { action, module, target: { ids: [row.id] }, count: 1, record: row };
    await this.runner.run(wish, () => this.store.reload());
  }

  /** True when it was done, or is under way. */
  async actOnTicked(action: RecordAction): Promise<boolean> {
    const module = this.store.module();
    if (!module) return false;
    const { selection } = this.store;
    const count = selection.all() ? this.counted() : selection.count();
    const wish = { action, module, target: this.store.target(), count, columns: this.columns() };
    const done = await this.runner.run(wish, () => this.store.reload());
    if (done) selection.clear();
    return done !== null;
  }

  async exportAll(): Promise<void> {
    const module = this.store.module();
    const target = this.store.question();
    if (!module || !target) return;
    await this.runner.run(
      { action: 'export', module, target, count: this.counted(), columns: this.columns() },
      () => undefined,
    );
  }

  async import(): Promise<void> {
    const module = this.store.module();
    if (!module || !this.mayImport()) return;
    const { ImportDialog } = await import('../actions/import-dialog.js');
    await openDialog(this.injector, ImportDialog, { module }, { width: '720px' });
    this.store.reload();
  }

  private counted(): number | null {
    const total = this.store.total();
    return total?.exact ? total.value : null;
  }

  private columns(): readonly string[] {
    return this.store.columns().map((column) => column.field.key);
  }
}

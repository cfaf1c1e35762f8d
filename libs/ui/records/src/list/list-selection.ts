import { computed, signal, type Signal } from '@angular/core';
import type { ApiRecord } from '@ruyi/ui/data-access';

/** Which rows are ticked: by id, over pages, or all that match. */
export class ListSelection {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  private readonly everything = signal(false);
  private anchor: string | null = null;

  readonly all = this.everything.asReadonly();
  readonly count = computed(() => this.ids().size);
  readonly any = computed(() => this.everything() || this.ids().size > 0);
  readonly chosen: Signal<readonly string[]> = computed(() => [...this.ids()]);

  constructor(private readonly rows: Signal<readonly ApiRecord[]>) {}

  readonly page = computed<'none' | 'some' | 'all'>(() => {
    const rows = this.rows();
    const ticked = rows.filter((row) => this.has(row.id)).length;
    return ticked === 0 ? 'none' : ticked === rows.length ? 'all' : 'some';
  });

  has(id: string): boolean {
    return this.everything() || this.ids().has(id);
  }

  /** With `range` everything between this row and the one ticked before it. */
  toggle(id: string, range = false): void {
    if (this.everything()) return this.choose([id]);
    const next = new Set(this.ids());
    const rows = this.rows().map((row) => row.id);
    const from = this.anchor === null ? -1 : rows.indexOf(this.anchor);
    const to = rows.indexOf(id);
    if (range && from >= 0 && to >= 0) {
      for (const one of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
    } else if (!next.delete(id)) {
      next.add(id);
    }
    this.anchor = id;
    this.ids.set(next);
  }

  togglePage(): void {
    if (this.everything()) return this.clear();
    const rows = this.rows().map((row) => row.id);
    const next = new Set(this.ids());
    if (this.page() === 'all') rows.forEach((id) => next.delete(id));
    else rows.forEach((id) => next.add(id));
    this.ids.set(next);
  }

  chooseAll(): void {
    this.everything.set(true);
  }

  clear(): void {
    this.everything.set(false);
    this.ids.set(new Set());
    this.anchor = null;
  }

  private choose(ids: readonly string[]): void {
    this.everything.set(false);
    this.ids.set(new Set(ids));
  }
}

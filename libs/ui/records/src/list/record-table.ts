import { Component, ElementRef, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { labelText, type ModuleDescription, type SortKey } from '@ruyi/contract/metadata';
import type { ApiRecord } from '@ruyi/ui/data-access';
import { FieldDisplayHost, Words } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import type { RecordAction } from '../actions/record-action.js';
import { clampWidth, type ListColumn } from './list-columns.js';
import type { ListSelection } from './list-selection.js';
import { ReclaimTag } from './reclaim-tag.js';
import { WhyDot } from './why-dot.js';

/** What a reader wants of one row. */
export interface RowWish {
  readonly action: RecordAction;
  readonly row: ApiRecord;
}

/** The rows of a list on a desktop: sorts by its headers, widens by dragging, walks by the keyboard. */
@Component({
  selector: 'ry-record-table',
  imports: [FieldDisplayHost, Icon, MatMenuModule, ReclaimTag, WhyDot],
  styleUrl: './record-table.css',
  templateUrl: './record-table.html',
})
export class RecordTable {
  readonly module = input.required<ModuleDescription>();
  readonly columns = input.required<readonly ListColumn[]>();
  readonly rows = input.required<readonly ApiRecord[]>();
  readonly sort = input.required<readonly SortKey[]>();
  readonly selection = input.required<ListSelection>();
  readonly actions = input.required<(row: ApiRecord) => readonly RecordAction[]>();
  /** The record beside the list. */
  readonly open = input<string | null>(null);
  readonly busy = input(false);
  /** Offered on each row without opening a menu: 领取. */
  readonly first = input<RecordAction | null>(null);

  readonly opened = output<ApiRecord>();
  readonly sorted = output<readonly SortKey[]>();
  readonly resized = output<readonly ListColumn[]>();
  readonly wished = output<RowWish>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly table = viewChild.required<ElementRef<HTMLTableElement>>('table');
  /** The row that the arrow keys stand on. */
  protected readonly at = signal(0);
  protected readonly lastWidth = computed(() => (this.first() ? 104 : 44));
  protected readonly width = computed(() =>
    this.columns().reduce((sum, column) => sum + column.width, 34 + this.lastWidth()),
  );

  protected direction(column: ListColumn): 'ascending' | 'descending' | null {
    const key = this.sort().find((one) => one.field === column.field.key);
    return key ? (key.descending ? 'descending' : 'ascending') : null;
  }

  protected sortBy(column: ListColumn): void {
    const field = column.field.key;
    const now = this.direction(column);
    this.sorted.emit(now === 'ascending' ? [{ field, descending: true }] : now === 'descending' ? [] : [{ field }]);
  }

  protected text(row: ApiRecord, key: string): string | readonly string[] | null {
    return row._display?.[key] ?? null;
  }

  protected name(row: ApiRecord): string {
    const name = row[this.module().nameField];
    return typeof name === 'string' && name !== '' ? name : this.t('records.unnamed');
  }

  protected actionWords(action: RecordAction): string {
    const known = this.module().actions.find((one) => one.key === action);
    return known ? labelText(known.label, this.words.locale()) : this.t(`records.action.${action}`);
  }

  protected key(event: KeyboardEvent, index: number, row: ApiRecord): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      this.focusRow(index + (event.key === 'ArrowDown' ? 1 : -1));
    else if (event.key === 'Home') this.focusRow(0);
    else if (event.key === 'End') this.focusRow(this.rows().length - 1);
    else if (event.key === 'Enter') this.opened.emit(row);
    else if (event.key === ' ') this.selection().toggle(row.id, event.shiftKey);
    else return;
    event.preventDefault();
  }

  /** Puts the keyboard on a row. */
  focusRow(index: number): void {
    const next = Math.min(Math.max(index, 0), this.rows().length - 1);
    this.at.set(next);
    this.table().nativeElement.tBodies.item(0)?.rows.item(next)?.focus();
  }

  protected grab(event: PointerEvent, index: number): void {
    event.preventDefault();
    event.stopPropagation();
    const grip = event.currentTarget as HTMLElement;
    // The table stretches to the page: what counts is how wide the columns are on the screen.
    const shown = this.shownColumns();
    const start = { x: event.clientX, width: shown[index]?.width ?? 0 };
    grip.setPointerCapture(event.pointerId);
    const widths = (moved: PointerEvent): readonly ListColumn[] =>
      shown.map((column, at) =>
        at === index ? { ...column, width: clampWidth(start.width + moved.clientX - start.x) } : column,
      );
    const move = (moved: PointerEvent): void => this.resized.emit(widths(moved));
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
  }

  protected nudge(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0;
    if (step === 0) return;
    event.preventDefault();
    this.resized.emit(
      this.shownColumns().map((column, at) =>
        at === index ? { ...column, width: clampWidth(column.width + step) } : column,
      ),
    );
  }

  private shownColumns(): readonly ListColumn[] {
    const cells = this.table().nativeElement.tHead?.rows.item(0)?.cells;
    return this.columns().map((column, index) => ({
      ...column,
      width: Math.round(cells?.item(index + 1)?.offsetWidth ?? column.width),
    }));
  }
}

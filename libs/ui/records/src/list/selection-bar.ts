import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { labelText, type ModuleDescription } from '@ruyi/contract/metadata';
import type { Total } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Breakpoint, Icon, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import type { RecordAction } from '../actions/record-action.js';
import type { ListSelection } from './list-selection.js';

const ON_DESKTOP = 6;
const ON_PHONE = 1;

/** 已选 3 条 · 选择全部 128 条, and what can be done with them. Stands where the toolbar was. */
@Component({
  selector: 'ry-selection-bar',
  imports: [Icon, MatMenuModule],
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 4px;
      min-height: 44px;
      padding: 0 8px 0 14px;
      border-radius: 8px;
      background: var(--ry-bar);
      color: #fff;
    }
    .count {
      font-weight: 600;
      white-space: nowrap;
    }
    button {
      border: 0;
      background: none;
      color: #fff;
      height: 32px;
      padding: 0 10px;
      border-radius: 6px;
      cursor: pointer;
      white-space: nowrap;
    }
    button:hover {
      background: rgb(255 255 255 / 12%);
    }
    button:focus-visible {
      outline-color: #fff;
    }
    .all {
      color: var(--ry-bar-link);
    }
  `,
  template: `
    <span class="count" role="status">{{ words() }}</span>
    @if (!selection().all() && more()) {
      <button type="button" class="all" (click)="selection().chooseAll()">{{ allWords() }}</button>
    }
    <span class="ry-grow"></span>
    @for (action of first(); track action) {
      <button type="button" (click)="wished.emit(action)">{{ actionWords(action) }}</button>
    }
    @if (rest().length > 0) {
      <button type="button" [matMenuTriggerFor]="menu">{{ t('kit.more') }}</button>
      <mat-menu #menu="matMenu">
        @for (action of rest(); track action) {
          <button mat-menu-item type="button" (click)="wished.emit(action)">{{ actionWords(action) }}</button>
        }
      </mat-menu>
    }
    <button type="button" [attr.aria-label]="t('records.select.clear')" (click)="selection().clear()">
      <ry-icon name="close" [size]="16" />
    </button>
  `,
  host: { role: 'toolbar', '[attr.aria-label]': "t('records.select.bar')" },
})
export class SelectionBar {
  readonly module = input.required<ModuleDescription>();
  readonly selection = input.required<ListSelection>();
  readonly total = input.required<Total | null>();
  readonly actions = input.required<readonly RecordAction[]>();
  readonly wished = output<RecordAction>();

  protected readonly t = injectTranslate();
  private readonly format = injectFormat();
  private readonly locale = inject(Words);
  private readonly screen = inject(Breakpoint);
  private readonly most = computed(() => (this.screen.phone() ? ON_PHONE : ON_DESKTOP));
  protected readonly first = computed(() => this.actions().slice(0, this.most()));
  protected readonly rest = computed(() => this.actions().slice(this.most()));
  protected readonly more = computed(() => {
    const total = this.total();
    return total !== null && (!total.exact || total.value > this.selection().count());
  });
  private readonly totalText = computed(() => {
    const total = this.total();
    return total ? `${this.format.number(total.value)}${total.exact ? '' : '+'}` : '';
  });
  protected readonly words = computed(() =>
    this.selection().all()
      ? this.t('records.select.everything', { total: this.totalText() })
      : this.t('records.select.some', { count: this.selection().count() }),
  );
  protected readonly allWords = computed(() => this.t('records.select.all', { total: this.totalText() }));

  protected actionWords(action: RecordAction): string {
    if (action === 'edit') return this.t('records.action.bulkEdit');
    const known = this.module().actions.find((one) => one.key === action);
    return known ? labelText(known.label, this.locale.locale()) : this.t(`records.action.${action}`);
  }
}

import { Component, computed, input, output } from '@angular/core';
import { injectFormat } from '../format/format.js';
import { Icon } from '../icon/icon.js';
import { injectTranslate } from '../i18n/translate.js';
import { pageNumbers } from './page-numbers.js';

export interface PagerTotal {
  readonly value: number;
  readonly exact: boolean;
}

/** 共 1,286 条 · 每页 20 条 · 首页 ‹ 1 2 3 … 7 › 末页 · 跳转. The total may come later than the rows. */
@Component({
  selector: 'ry-pager',
  imports: [Icon],
  template: `
    <span class="total ry-sub" role="status">
      @if (total(); as count) {
        {{ t(count.exact ? 'kit.pager.total' : 'kit.pager.totalMore', { total: format.number(count.value) }) }}
        @if (!count.exact) {
          <button type="button" class="link" (click)="countExactly.emit()">{{ t('kit.pager.countExactly') }}</button>
        }
      }
    </span>
    <span class="ry-grow"></span>
    <label class="size ry-sub">
      {{ t('kit.pager.perPage') }}
      <select [value]="pageSize()" (change)="resize($event)">
        @for (size of pageSizes(); track size) {
          <option [value]="size" [selected]="size === pageSize()">{{ t('kit.pager.rows', { count: size }) }}</option>
        }
      </select>
    </label>
    <nav [attr.aria-label]="t('kit.pager.label')">
      <button type="button" class="text" [disabled]="page() <= 1" (click)="pageChange.emit(1)">
        {{ t('kit.pager.first') }}
      </button>
      <button
        type="button"
        [disabled]="page() <= 1"
        [attr.aria-label]="t('kit.pager.previous')"
        (click)="pageChange.emit(page() - 1)"
      >
        <ry-icon name="chevronLeft" [size]="16" />
      </button>
      @for (entry of numbers(); track $index) {
        @if (entry === null) {
          <span class="gap">…</span>
        } @else {
          <button
            type="button"
            class="number"
            [class.on]="entry === page()"
            [attr.aria-current]="entry === page() ? 'page' : null"
            [attr.aria-label]="t('kit.pager.page', { page: entry })"
            (click)="pageChange.emit(entry)"
          >
            {{ entry }}
          </button>
        }
      }
      <button
        type="button"
        [disabled]="!hasNext()"
        [attr.aria-label]="t('kit.pager.next')"
        (click)="pageChange.emit(page() + 1)"
      >
        <ry-icon name="chevronRight" [size]="16" />
      </button>
      <button type="button" class="text" [disabled]="!hasNext()" (click)="lastPage.emit()">
        {{ t('kit.pager.last') }}
      </button>
    </nav>
    @if (pages() > 7) {
      <label class="jump ry-sub">
        {{ t('kit.pager.jump') }}
        <input
          inputmode="numeric"
          [attr.aria-label]="t('kit.pager.jumpTo')"
          (keydown.enter)="jump($event)"
          (change)="jump($event)"
        />
      </label>
    }
  `,
  styleUrl: './pager.scss',
})
export class Pager {
  /** 1-based. */
  readonly page = input.required<number>();
  readonly pageSize = input.required<number>();
  readonly total = input<PagerTotal | null>(null);
  /** Known before the total comes. */
  readonly hasMore = input(false);
  readonly pageSizes = input<readonly number[]>([10, 20, 50, 100, 200]);

  readonly pageChange = output<number>();
  readonly pageSizeChange = output<number>();
  readonly lastPage = output();
  readonly countExactly = output();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly pages = computed(() => Math.max(1, Math.ceil((this.total()?.value ?? 0) / this.pageSize())));
  protected readonly hasNext = computed(() => (this.total() ? this.page() < this.pages() : this.hasMore()));
  protected readonly numbers = computed(() =>
    pageNumbers(this.page(), this.total() ? this.pages() : this.page() + (this.hasMore() ? 1 : 0)),
  );

  protected resize(event: Event): void {
    this.pageSizeChange.emit(Number((event.target as HTMLSelectElement).value));
  }

  protected jump(event: Event): void {
    const field = event.target as HTMLInputElement;
    const page = Number.parseInt(field.value, 10);
    field.value = '';
    if (page >= 1) this.pageChange.emit(Math.min(page, this.pages()));
  }
}

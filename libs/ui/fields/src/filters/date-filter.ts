import { Component, computed, input } from '@angular/core';
import { COUNTED_DATE_OPERATORS } from '@ruyi/contract/field-values';
import { injectTranslate } from '@ruyi/ui/kit';
import { DateBox } from '../dates/date-box.js';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { parseNumberText } from '../inputs/number-text.js';

let made = 0;

/** A day, two for a range, or a number of days. */
@Component({
  selector: 'ry-date-filter',
  imports: [DateBox],
  styleUrl: '../control.css',
  styles: '.range { display: flex; gap: 6px; align-items: center } .range > * { flex: 1 } .range > span { flex: none }',
  template: `
    @if (counted()) {
      <div class="range">
        <input
          #box
          class="control"
          type="text"
          inputmode="numeric"
          [attr.aria-label]="control().label"
          [value]="texts()[0] ?? ''"
          (change)="setDays(box.value)"
          (keydown.enter)="$event.preventDefault(); setDays(box.value); control().submit()"
        />
        <span>{{ t('fields.days') }}</span>
      </div>
    } @else {
      <div class="range">
        @for (index of indexes(); track index) {
          @if (index === 1) {
            <span aria-hidden="true">–</span>
          }
          <ry-date-box
            [boxId]="id + index"
            [label]="control().label + (index === 1 ? ' ' + t('fields.upTo') : '')"
            [value]="texts()[index] || null"
            (valueChange)="set(index, $event)"
          />
        }
      </div>
    }
  `,
})
export class DateFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly t = injectTranslate();
  protected readonly id = `date-filter-${made++}-`;
  protected readonly counted = computed(() => COUNTED_DATE_OPERATORS.some((op) => op === this.control().op));
  protected readonly indexes = computed(() => (this.control().op === 'between' ? [0, 1] : [0]));
  protected readonly texts = computed(() => {
    const value = this.control().value();
    return (Array.isArray(value) ? value : [value]).map((one) =>
      typeof one === 'string' || typeof one === 'number' ? String(one) : '',
    );
  });

  protected set(index: number, day: string | null): void {
    if (this.control().op !== 'between') return this.control().set(day);
    const value = this.control().value();
    const range: unknown[] = Array.isArray(value) ? [...value] : [null, null];
    range[index] = day;
    this.control().set([range[0] ?? null, range[1] ?? null]);
  }

  protected setDays(text: string): void {
    const days = parseNumberText(text);
    this.control().set(days === null ? null : Math.max(0, Math.round(days)));
  }
}

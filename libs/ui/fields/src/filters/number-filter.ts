import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { parseNumberText } from '../inputs/number-text.js';

/** A number, or two for a range. */
@Component({
  selector: 'ry-number-filter',
  styleUrl: '../control.css',
  styles: '.range { display: flex; gap: 6px; align-items: center }',
  template: `
    <div class="range">
      @for (index of indexes(); track index) {
        @if (index === 1) {
          <span aria-hidden="true">–</span>
        }
        <input
          #box
          class="control"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          [attr.aria-label]="control().label + (index === 1 ? ' ' + t('fields.upTo') : '')"
          [value]="texts()[index] ?? ''"
          (change)="set(index, box.value)"
          (keydown.enter)="$event.preventDefault(); set(index, box.value); control().submit()"
        />
      }
    </div>
  `,
})
export class NumberFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly t = injectTranslate();
  protected readonly indexes = computed(() => (this.control().op === 'between' ? [0, 1] : [0]));
  protected readonly texts = computed(() => {
    const value = this.control().value();
    return (Array.isArray(value) ? value : [value]).map(numberText);
  });

  protected set(index: number, text: string): void {
    const number = parseNumberText(text);
    if (this.control().op !== 'between') return this.control().set(number);
    const value = this.control().value();
    const range: unknown[] = Array.isArray(value) ? [...value] : [null, null];
    range[index] = number;
    this.control().set([range[0] ?? null, range[1] ?? null]);
  }
}

function numberText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

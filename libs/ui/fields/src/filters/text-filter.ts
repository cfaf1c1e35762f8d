import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { takesList } from './takes-list.js';

/** Words to compare with; of several, separated by commas, any. */
@Component({
  selector: 'ry-text-filter',
  styleUrl: '../control.css',
  template: `
    <input
      #box
      class="control"
      type="text"
      autocomplete="off"
      [attr.aria-label]="control().label"
      [placeholder]="many() ? t('fields.several') : t('fields.keyword')"
      [value]="text()"
      (input)="set(box.value)"
      (keydown.enter)="$event.preventDefault(); control().submit()"
    />
  `,
})
export class TextFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly t = injectTranslate();
  protected readonly many = computed(() => takesList(this.control().op));
  protected readonly text = computed(() => {
    const value = this.control().value();
    return Array.isArray(value) ? value.join('，') : typeof value === 'string' ? value : '';
  });

  protected set(text: string): void {
    const words = text.split(/[,，、;；]/).map((word) => word.trim());
    this.control().set(this.many() ? words.filter((word) => word !== '') : text === '' ? null : text);
  }
}

import { Component, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { takesList } from './takes-list.js';

/** Yes or no. */
@Component({
  selector: 'ry-boolean-filter',
  styleUrl: '../control.css',
  template: `
    <select #box class="control" [attr.aria-label]="control().label" (change)="set(box.value)">
      <option value="" [selected]="said() === null">{{ t('fields.choose') }}</option>
      <option value="yes" [selected]="said() === true">{{ t('fields.yes') }}</option>
      <option value="no" [selected]="said() === false">{{ t('fields.no') }}</option>
    </select>
  `,
})
export class BooleanFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly t = injectTranslate();

  protected said(): boolean | null {
    const value = this.control().value();
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'boolean' ? first : null;
  }

  protected set(text: string): void {
    const value = text === '' ? null : text === 'yes';
    this.control().set(value !== null && takesList(this.control().op) ? [value] : value);
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { optionItems } from '../picker/option-items.js';
import type { PickItem } from '../picker/pick-item.js';
import { Picker } from '../picker/picker.js';
import { stringList } from '../string-list.js';
import { Words } from '../words.js';
import { takesList } from './takes-list.js';

let made = 0;

/** Options of a select or multi-select; retired ones too, since records may still have them. */
@Component({
  selector: 'ry-choice-filter',
  imports: [Picker],
  styles: ':host { display: block; min-width: 0 }',
  template: `
    <ry-picker
      [pickerId]="id"
      [label]="control().label"
      [multiple]="many()"
      [items]="items()"
      [chosen]="chosen()"
      [placeholder]="t('fields.choose')"
      (chosenChange)="choose($event)"
    />
  `,
})
export class ChoiceFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly t = injectTranslate();
  private readonly words = inject(Words);
  protected readonly id = `choice-filter-${made++}`;
  protected readonly many = computed(() => takesList(this.control().op));
  private readonly keys = computed(() => stringList(this.control().value()));
  protected readonly items = computed(() => {
    const { field } = this.control();
    return optionItems(
      field,
      this.words.locale(),
      (field.options ?? []).map((option) => option.key),
    );
  });
  protected readonly chosen = computed(() => this.items().filter((item) => this.keys().includes(item.key)));

  protected choose(items: readonly PickItem[]): void {
    const keys = items.map((item) => item.key);
    this.control().set(this.many() ? keys : (keys[0] ?? null));
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { optionItems } from '../picker/option-items.js';
import type { PickItem } from '../picker/pick-item.js';
import { Picker } from '../picker/picker.js';
import { stringList } from '../string-list.js';
import { Words } from '../words.js';

/** Several of the field's options. */
@Component({
  selector: 'ry-multi-select-input',
  imports: [Picker],
  styleUrl: './tiles.css',
  template: `
    @if (control().field.display === 'tiles') {
      <div
        class="tiles"
        role="group"
        [id]="control().id"
        [attr.aria-label]="control().label()"
        [attr.aria-describedby]="control().describedBy()"
        (focusout)="control().touch()"
      >
        @for (item of items(); track item.key) {
          <button
            type="button"
            class="tile"
            [class.on]="keys().includes(item.key)"
            [class.tinted]="!!item.color"
            [style.--tint]="item.color ?? null"
            [attr.aria-pressed]="keys().includes(item.key)"
            [disabled]="control().disabled()"
            (click)="toggle(item.key)"
          >
            {{ item.label }}
          </button>
        }
      </div>
    } @else {
      <ry-picker
        [pickerId]="control().id"
        [label]="control().label()"
        [multiple]="true"
        [items]="items()"
        [chosen]="chosen()"
        [disabled]="control().disabled()"
        [invalid]="control().invalid()"
        [describedBy]="control().describedBy()"
        [placeholder]="words.of(control().field.placeholder) || t('fields.choose')"
        (chosenChange)="choose($event)"
        [explained]="!!control().stray"
        (strayed)="control().stray?.($event)"
        (left)="control().touch()"
      />
    }
  `,
})
export class MultiSelectInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly keys = computed(() => stringList(this.control().value()));
  protected readonly items = computed(() => optionItems(this.control().field, this.words.locale(), this.keys()));
  protected readonly chosen = computed(() => this.items().filter((item) => this.keys().includes(item.key)));

  protected choose(items: readonly PickItem[]): void {
    this.control().set(items.length === 0 ? null : items.map((item) => item.key));
  }

  protected toggle(key: string): void {
    const kept = this.keys().filter((one) => one !== key);
    const keys = kept.length < this.keys().length ? kept : [...kept, key];
    this.control().set(keys.length === 0 ? null : keys);
  }
}

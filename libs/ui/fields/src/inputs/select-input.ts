import { Component, computed, inject, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { optionItems } from '../picker/option-items.js';
import type { PickItem } from '../picker/pick-item.js';
import { Picker } from '../picker/picker.js';
import { Words } from '../words.js';

/** One of the field's options: a drop-down with search, or tiles. */
@Component({
  selector: 'ry-select-input',
  imports: [Picker],
  styleUrl: './tiles.css',
  template: `
    @if (tiles()) {
      <div
        class="tiles"
        role="radiogroup"
        [id]="control().id"
        [attr.aria-label]="control().label()"
        [attr.aria-describedby]="control().describedBy()"
        (focusout)="control().touch()"
      >
        @for (item of items(); track item.key; let first = $first) {
          <button
            type="button"
            role="radio"
            class="tile"
            [class.on]="item.key === key()"
            [class.tinted]="!!item.color"
            [style.--tint]="item.color ?? null"
            [attr.aria-checked]="item.key === key()"
            [attr.tabindex]="item.key === key() || (!key() && first) ? 0 : -1"
            [disabled]="control().disabled()"
            (click)="control().set(item.key === key() && !control().required() ? null : item.key)"
            (keydown)="move($event)"
          >
            {{ item.label }}
          </button>
        }
      </div>
    } @else {
      <ry-picker
        [pickerId]="control().id"
        [label]="control().label()"
        [items]="items()"
        [chosen]="chosen()"
        [disabled]="control().disabled()"
        [invalid]="control().invalid()"
        [describedBy]="control().describedBy()"
        [placeholder]="words.of(control().field.placeholder) || t('fields.choose')"
        (chosenChange)="control().set($event[0]?.key ?? null)"
        [explained]="!!control().stray"
        (strayed)="control().stray?.($event)"
        (left)="control().touch()"
      />
    }
  `,
})
export class SelectInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly tiles = computed(() => this.control().field.display === 'tiles');
  protected readonly key = computed(() => {
    const value = this.control().value();
    return typeof value === 'string' ? value : null;
  });
  protected readonly items = computed(() => optionItems(this.control().field, this.words.locale(), this.keys()));
  protected readonly chosen = computed<readonly PickItem[]>(() =>
    this.items().filter((item) => item.key === this.key()),
  );
  private readonly keys = computed(() => (this.key() === null ? [] : [this.key() as string]));

  protected move(event: KeyboardEvent): void {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = this.items();
    const from = items.findIndex((item) => item.key === this.key());
    const next = (Math.max(from, 0) + step + items.length) % items.length;
    this.control().set(items[next]?.key ?? null);
    const tiles = (event.currentTarget as HTMLElement).parentElement?.querySelectorAll('button');
    tiles?.item(next).focus();
  }
}

import { Component, computed, inject, input } from '@angular/core';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { optionItems } from '../picker/option-items.js';
import type { PickItem } from '../picker/pick-item.js';
import { stringList } from '../string-list.js';
import { Words } from '../words.js';

/** Options and tags; an option with a colour is a coloured label. */
@Component({
  selector: 'ry-option-display',
  styles: `
    :host {
      display: contents;
    }
    .none {
      color: var(--ry-ink-3);
    }
    .all {
      display: inline-flex;
      gap: 4px;
      flex-wrap: wrap;
      max-width: 100%;
      min-width: 0;
      vertical-align: middle;
    }
    .all.compact {
      flex-wrap: nowrap;
      overflow: hidden;
    }
  `,
  template: `
    @if (items().length === 0) {
      <span class="none">—</span>
    } @else if (plain()) {
      <span>{{ items()[0]?.label }}</span>
    } @else {
      <span class="all" [class.compact]="shown().compact">
        @for (item of items(); track item.key) {
          <span
            class="ry-tag"
            [class.tinted]="!!item.color"
            [style.--tint]="item.color ?? null"
            [attr.title]="shown().compact ? item.label : null"
            >{{ item.label }}</span
          >
        }
      </span>
    }
  `,
})
export class OptionDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  private readonly words = inject(Words);
  protected readonly items = computed<readonly PickItem[]>(() => {
    const { field, value } = this.shown();
    const keys = stringList(value);
    const known = optionItems(field, this.words.locale(), keys);
    return keys.map((key) => known.find((item) => item.key === key) ?? { key, label: key });
  });
  /** A single option without a colour reads better as text. */
  protected readonly plain = computed(() => this.shown().field.type === 'select' && !this.items()[0]?.color);
}

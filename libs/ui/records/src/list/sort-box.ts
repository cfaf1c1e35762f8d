import { Component, computed, inject, input, output } from '@angular/core';
import type { ModuleDescription, SortKey } from '@ruyi/contract/metadata';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { isListable, isSortable } from './list-columns.js';

/** By what the cards of a phone are sorted: a table has its headers for that. */
@Component({
  selector: 'ry-sort-box',
  styles: `
    :host {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: 8px;
      padding: 4px 18px 12px;
    }
    label {
      grid-column: 1 / -1;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
  `,
  template: `
    <label for="list-sort">{{ t('records.arrange.sort') }}</label>
    <select #fieldBox id="list-sort" class="ry-input" (change)="set(fieldBox.value, descending())">
      <option value="" [selected]="!field()">{{ t('records.arrange.usual') }}</option>
      @for (each of fields(); track each.key) {
        <option [value]="each.key" [selected]="each.key === field()">{{ words.of(each.label) }}</option>
      }
    </select>
    <select
      #directionBox
      class="ry-input"
      [attr.aria-label]="t('records.arrange.direction')"
      [disabled]="!field()"
      (change)="set(field() ?? '', directionBox.value === 'down')"
    >
      <option value="up" [selected]="!descending()">{{ t('records.arrange.ascending') }}</option>
      <option value="down" [selected]="descending()">{{ t('records.arrange.descending') }}</option>
    </select>
  `,
})
export class SortBox {
  readonly module = input.required<ModuleDescription>();
  readonly sort = input.required<readonly SortKey[]>();
  /** None: as the view says. */
  readonly changed = output<readonly SortKey[]>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly fields = computed(() =>
    this.module().fields.filter((field) => isListable(field) && isSortable(field)),
  );
  protected readonly field = computed(() => this.sort()[0]?.field ?? null);
  protected readonly descending = computed(() => this.sort()[0]?.descending === true);

  protected set(field: string, descending: boolean): void {
    this.changed.emit(field === '' ? [] : [descending ? { field, descending } : { field }]);
  }
}

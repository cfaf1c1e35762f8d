import { Component, computed, inject, input, output } from '@angular/core';
import { isDefaultExpression } from '@ruyi/contract/field-values';
import type { DefaultExpression, Field, FieldKind } from '@ruyi/contract/metadata';
import { injectTranslate } from '@ruyi/ui/kit';
import { Words } from '@ruyi/ui/fields';
import { isNew } from './field-draft.js';
import { SettingRow } from './setting-row.js';

const EXPRESSIONS: Readonly<Partial<Record<FieldKind, readonly DefaultExpression['expression'][]>>> = {
  user: ['me'],
  department: ['myDepartment'],
  date: ['today'],
  dateTime: ['now', 'today'],
};

/** The value that a new record starts with: fixed, or found when the form opens. */
@Component({
  selector: 'ry-default-setting',
  imports: [SettingRow],
  template: `
    @if (expressions().length > 0) {
      <label class="choice">
        {{ t('admin.fields.default') }}
        <select #box class="ry-input" (change)="choose(box.value)">
          <option value="" [selected]="!expression()">{{ t('admin.fields.defaultFixed') }}</option>
          @for (each of expressions(); track each) {
            <option [value]="each" [selected]="each === expression()">
              {{ t('admin.fields.expression.' + each) }}
            </option>
          }
        </select>
      </label>
    }
    @if (!expression()) {
      <ry-setting-row
        scope="default"
        [field]="definition()"
        [value]="value()"
        [error]="error()"
        (changed)="changed.emit($event)"
      />
    }
  `,
  styles: ':host, .choice { display: grid; gap: 6px } .choice { color: var(--ry-ink-2); font-size: 13px; gap: 4px }',
})
export class DefaultSetting {
  readonly field = input.required<Field>();
  readonly error = input<string | null>(null);
  readonly changed = output<unknown>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly expressions = computed(() => EXPRESSIONS[this.field().type] ?? []);
  protected readonly expression = computed(() => {
    const value = this.field().default;
    return isDefaultExpression(value) ? value.expression : null;
  });
  protected readonly value = computed(() => (this.expression() ? null : (this.field().default ?? null)));
  /** The field itself, free of what does not concern a default. */
  protected readonly definition = computed<Field>(() => {
    const { help: _, required: __, readOnly: ___, hidden: ____, options, ...field } = this.field();
    const known = options?.filter((option) => !isNew(option.key) && !option.retired);
    return { ...field, key: 'value', label: { zh: '默认值', en: 'Default' }, ...(known ? { options: known } : {}) };
  });

  protected choose(text: string): void {
    this.changed.emit(text ? { expression: text } : null);
  }
}

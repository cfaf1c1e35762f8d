import { Component, computed, inject, input, output } from '@angular/core';
import { labelText, type ModuleDescription } from '@ruyi/contract/metadata';
import { FILTER_OPERATORS, type FilterOperator } from '@ruyi/contract/query';
import { FilterEditorHost, takesList, Words, type FilterControl } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { filterFields, operatorsFor } from './filter-fields.js';
import { lacksValue, takesNoValue, type DraftCondition } from './filter-tree.js';
import { operatorWords } from './filter-words.js';

/** One condition: field, operator, value. */
@Component({
  selector: 'ry-condition-row',
  imports: [FilterEditorHost, Icon],
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 0.8fr) 32px;
      gap: 6px;
      align-items: start;
    }
    ry-filter-editor {
      grid-column: 1 / 3;
      grid-row: 2;
    }
    .lacks {
      grid-column: 1 / 3;
      color: var(--ry-bad);
      font-size: 12px;
    }
    .gone {
      grid-column: 3;
      grid-row: 1;
    }
    select {
      height: 36px;
    }
  `,
  template: `
    <select
      #fieldBox
      class="ry-input"
      [attr.aria-label]="t('records.filter.field')"
      (change)="setField(fieldBox.value)"
    >
      <option value="" [selected]="!condition().field">{{ t('records.filter.chooseField') }}</option>
      @for (field of fields(); track field.key) {
        <option [value]="field.key" [selected]="field.key === condition().field">{{ words.of(field.label) }}</option>
      }
    </select>
    <select
      #opBox
      class="ry-input"
      [attr.aria-label]="t('records.filter.operator')"
      [disabled]="!field()"
      (change)="setOperator(opBox.value)"
    >
      @for (op of operators(); track op) {
        <option [value]="op" [selected]="op === condition().op">{{ opWords(op) }}</option>
      }
    </select>
    <button
      type="button"
      class="ry-btn icon gone"
      [attr.aria-label]="t('records.filter.remove')"
      (click)="removed.emit()"
    >
      <ry-icon name="close" [size]="16" />
    </button>
    @if (control(); as editor) {
      <ry-filter-editor [control]="editor" />
    }
    @if (checked() && lacks()) {
      <p class="lacks" role="alert">{{ t('records.filter.lacksValue') }}</p>
    }
  `,
})
export class ConditionRow {
  readonly module = input.required<ModuleDescription>();
  readonly condition = input.required<DraftCondition>();
  /** Says what it lacks. */
  readonly checked = input(false);
  readonly changed = output<DraftCondition>();
  readonly removed = output<void>();
  readonly submitted = output<void>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly fields = computed(() => filterFields(this.module()));
  protected readonly field = computed(() => this.module().fields.find((field) => field.key === this.condition().field));
  protected readonly operators = computed(() => {
    const field = this.field();
    return field ? operatorsFor(field) : [];
  });

  protected readonly lacks = computed(() => lacksValue(this.condition()));
  private readonly value = computed(() => this.condition().value);
  private readonly shape = computed(() => ({ field: this.field(), op: this.condition().op }), {
    equal: (a, b) => a.field === b.field && a.op === b.op,
  });
  /** The same object while only the value changes: a new one would take the focus out of the editor. */
  protected readonly control = computed<FilterControl | null>(() => {
    const { field, op } = this.shape();
    if (!field || !op || takesNoValue(op)) return null;
    return {
      field,
      op,
      label: `${labelText(field.label, this.words.locale())} ${operatorWords(this.t, op, field)}`,
      value: this.value,
      set: (value) => this.changed.emit({ ...this.condition(), value }),
      submit: () => this.submitted.emit(),
    };
  });

  protected opWords(op: FilterOperator): string {
    return operatorWords(this.t, op, this.field());
  }

  protected setField(key: string): void {
    const field = this.module().fields.find((one) => one.key === key);
    this.changed.emit({
      kind: 'condition',
      field: field?.key ?? null,
      op: field ? (operatorsFor(field)[0] ?? null) : null,
      value: null,
    });
  }

  protected setOperator(text: string): void {
    const op = FILTER_OPERATORS.find((one) => one === text);
    if (op) this.changed.emit({ ...this.condition(), op, value: keptValue(this.condition(), op) });
  }
}

/** A value outlives a change of operator where it still means something. */
function keptValue({ op, value }: DraftCondition, next: FilterOperator): unknown {
  if (op === null || takesNoValue(next) || takesNoValue(op)) return null;
  if (next === 'between' || op === 'between') return null;
  const [was, is] = [takesList(op), takesList(next)];
  if (was === is) return value;
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return is ? (value === null ? [] : [value]) : (list[0] ?? null);
}

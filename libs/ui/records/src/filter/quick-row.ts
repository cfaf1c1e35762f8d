import { Component, ElementRef, computed, inject, input, linkedSignal, output, viewChild } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { FILTER_OPERATORS, type FilterCondition, type FilterOperator } from '@ruyi/contract/query';
import { FilterEditorHost, Words, type FilterControl } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { ANY_FIELD, filterFields, operatorsFor } from './filter-fields.js';
import { filterOf, takesNoValue } from './filter-tree.js';
import { operatorWords } from './filter-words.js';

/** What the quick row asks for: words anywhere, or one condition. */
export interface QuickSearch {
  readonly search: string;
  readonly quick: FilterCondition | null;
}

interface Draft {
  readonly field: string;
  readonly op: FilterOperator;
  readonly value: unknown;
}

/** `contains` goes to the search, which knows pinyin and initials; the others compare field by field. */
const ANYWHERE_OPERATORS: readonly FilterOperator[] = ['contains', 'notContains', 'eq', 'startsWith'];

const ANYWHERE: Draft = { field: ANY_FIELD, op: 'contains', value: '' };

/** 任意字段 包含 关键词 搜索. */
@Component({
  selector: 'ry-quick-row',
  imports: [FilterEditorHost, Icon],
  styles: `
    :host {
      display: contents;
    }
    form {
      display: flex;
      gap: 8px;
      align-items: center;
      min-width: 0;
    }
    select {
      width: auto;
      max-width: 150px;
      height: 32px;
      padding: 4px 8px;
    }
    .value {
      width: 220px;
      position: relative;
    }
    .value input {
      height: 32px;
      width: 100%;
    }
    .clear {
      position: absolute;
      right: 2px;
      top: 2px;
      width: 28px;
      height: 28px;
    }
    ry-filter-editor {
      width: 220px;
    }
  `,
  template: `
    <form role="search" (submit)="$event.preventDefault(); submit()">
      <select
        #fieldBox
        class="ry-input"
        [attr.aria-label]="t('records.filter.field')"
        (change)="setField(fieldBox.value)"
      >
        <option [value]="anyField" [selected]="draft().field === anyField">{{ t('records.filter.anyField') }}</option>
        @for (field of fields(); track field.key) {
          <option [value]="field.key" [selected]="field.key === draft().field">{{ words.of(field.label) }}</option>
        }
      </select>
      <select
        #opBox
        class="ry-input"
        [attr.aria-label]="t('records.filter.operator')"
        (change)="setOperator(opBox.value)"
      >
        @for (op of operators(); track op) {
          <option [value]="op" [selected]="op === draft().op">{{ opWords(op) }}</option>
        }
      </select>
      @if (control(); as editor) {
        <ry-filter-editor [control]="editor" />
      } @else if (draft().field === anyField) {
        <span class="value">
          <input
            #box
            class="ry-input"
            type="text"
            autocomplete="off"
            [attr.aria-label]="t('records.filter.keyword')"
            [placeholder]="t('records.filter.keywordHint')"
            [value]="text()"
            (input)="setValue(box.value)"
          />
          @if (text()) {
            <button type="button" class="ry-btn icon clear" [attr.aria-label]="t('kit.clear')" (click)="reset()">
              <ry-icon name="close" [size]="14" />
            </button>
          }
        </span>
      }
      <button type="submit" class="ry-btn">{{ t('kit.search') }}</button>
    </form>
  `,
})
export class QuickRow {
  readonly module = input.required<ModuleDescription>();
  readonly current = input.required<QuickSearch>();
  readonly searched = output<QuickSearch>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly anyField = ANY_FIELD;
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  protected readonly draft = linkedSignal<Draft>(() => {
    const { quick, search } = this.current();
    return quick ? { field: quick.field, op: quick.op, value: quick.value ?? null } : { ...ANYWHERE, value: search };
  });
  protected readonly fields = computed(() => filterFields(this.module()));
  private readonly field = computed(() => this.module().fields.find((field) => field.key === this.draft().field));
  protected readonly operators = computed<readonly FilterOperator[]>(() => {
    const field = this.field();
    return field ? operatorsFor(field) : ANYWHERE_OPERATORS;
  });
  protected readonly text = computed(() => {
    const { value } = this.draft();
    return typeof value === 'string' ? value : '';
  });

  private readonly shape = computed(() => ({ field: this.field(), op: this.draft().op }), {
    equal: (a, b) => a.field === b.field && a.op === b.op,
  });
  protected readonly control = computed<FilterControl | null>(() => {
    const { field, op } = this.shape();
    if (!field || takesNoValue(op)) return null;
    return {
      field,
      op,
      label: this.t('records.filter.value'),
      value: computed(() => this.draft().value),
      set: (value) => this.draft.update((draft) => ({ ...draft, value })),
      submit: () => this.submit(),
    };
  });

  /** Puts the cursor into the search box. */
  focus(): void {
    if (this.draft().field !== ANY_FIELD) this.draft.set(ANYWHERE);
    setTimeout(() => this.box()?.nativeElement.select());
  }

  protected opWords(op: FilterOperator): string {
    return operatorWords(this.t, op, this.field());
  }

  protected setField(key: string): void {
    const field = this.module().fields.find((one) => one.key === key);
    const op = field ? operatorsFor(field)[0] : undefined;
    this.draft.set(field && op ? { field: field.key, op, value: null } : ANYWHERE);
  }

  protected setOperator(text: string): void {
    const op = FILTER_OPERATORS.find((one) => one === text);
    if (op) this.draft.update((draft) => ({ ...draft, op, value: draft.field === ANY_FIELD ? draft.value : null }));
  }

  protected setValue(text: string): void {
    this.draft.update((draft) => ({ ...draft, value: text }));
  }

  protected reset(): void {
    this.draft.set(ANYWHERE);
    this.searched.emit({ search: '', quick: null });
  }

  protected submit(): void {
    const draft = this.draft();
    if (draft.field === ANY_FIELD && draft.op === 'contains')
      return this.searched.emit({ search: this.text().trim(), quick: null });
    const filter = filterOf({ kind: 'condition', field: draft.field, op: draft.op, value: draft.value });
    this.searched.emit({ search: '', quick: filter && 'field' in filter ? filter : null });
  }
}

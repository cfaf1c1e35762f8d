import type { InputSignal, Signal } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';
import type { FilterOperator } from '@ruyi/contract/query';

/** What the editor of a condition's value reads and writes. */
export interface FilterControl {
  readonly field: Field;
  readonly op: FilterOperator;
  readonly label: string;
  readonly value: Signal<unknown>;
  set(value: unknown): void;
  /** Enter: apply now. */
  submit(): void;
}

/** Contract of a component that edits the value of one condition. */
export interface FilterEditor {
  readonly control: InputSignal<FilterControl>;
}

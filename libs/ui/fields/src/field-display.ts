import type { InputSignal } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';

/** A value to show, with its words where the value itself is an id. */
export interface ShownValue {
  readonly field: Field;
  readonly value: unknown;
  readonly text: string | null;
  /** In a row of a list: one line, nothing that a click would steal from the row. */
  readonly compact: boolean;
}

/** Contract of a component that shows the value of a field. */
export interface FieldDisplay {
  readonly shown: InputSignal<ShownValue>;
}

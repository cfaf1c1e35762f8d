import type { InputSignal } from '@angular/core';
import type { FieldControl } from './field-control.js';

/** Contract of a component that edits the value of a field. */
export interface FieldInput {
  readonly control: InputSignal<FieldControl>;
}

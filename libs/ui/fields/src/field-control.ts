import type { Signal } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';

/** What an input of a field reads and writes: the one thing that a form gives it. */
export interface FieldControl {
  readonly field: Field;
  /** Unique in the document; the label points to it, and `<id>-label` names the label itself. */
  readonly id: string;
  readonly label: Signal<string>;
  readonly value: Signal<unknown>;
  /** The value in words where it is an id: names of references, users and departments. */
  readonly text: Signal<string | null>;
  readonly disabled: Signal<boolean>;
  /** Has to be filled, as things stand. */
  readonly required: Signal<boolean>;
  readonly invalid: Signal<boolean>;
  /** Ids of the elements that describe the input (help, error), or null. */
  readonly describedBy: Signal<string | null>;
  /** `text` goes along when the value is an id. */
  set(value: unknown, text?: string | null): void;
  /** What was typed and chosen by nothing, or null once that is gone; where it is absent the input itself says so. */
  stray?(text: string | null): void;
  /** The reader left the input: from now on its errors show. */
  touch(): void;
}

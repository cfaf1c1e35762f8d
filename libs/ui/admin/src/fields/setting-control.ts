import { computed, signal, type Signal } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';
import type { FieldControl } from '@ruyi/ui/fields';

export interface SettingControlSource {
  readonly field: Field;
  readonly id: string;
  readonly label: Signal<string>;
  readonly value: Signal<unknown>;
  readonly error: Signal<string | null>;
  readonly disabled?: boolean;
  set(value: unknown): void;
}

/** A control of the product's own inputs over any value: the settings of a field, the preview of a form. */
export function settingControl(source: SettingControlSource): FieldControl {
  const { field, id, label, value, error } = source;
  const text = signal<string | null>(null);
  return {
    field,
    id,
    label,
    value,
    text,
    disabled: signal(source.disabled === true || field.readOnly === true),
    required: signal(field.required === true),
    invalid: computed(() => error() !== null),
    describedBy: computed(() => (error() ? `${id}-error` : field.help ? `${id}-help` : null)),
    set: (next, words) => {
      text.set(words ?? null);
      source.set(next);
    },
    touch: () => undefined,
  };
}

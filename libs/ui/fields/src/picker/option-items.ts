import { labelText, type Field, type Locale } from '@ruyi/contract/metadata';
import type { PickItem } from './pick-item.js';

/** A field's options as choices: retired ones only where the record still has them. */
export function optionItems(field: Field, locale: Locale, kept: readonly string[] = []): readonly PickItem[] {
  return (field.options ?? [])
    .filter((option) => !option.retired || kept.includes(option.key))
    .map((option) => ({
      key: option.key,
      label: labelText(option.label, locale),
      ...(option.color ? { color: option.color } : {}),
    }));
}

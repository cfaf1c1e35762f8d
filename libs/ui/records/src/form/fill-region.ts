import { effect, untracked } from '@angular/core';
import { isPlainObject } from '@ruyi/contract/field-values';
import type { Field } from '@ruyi/contract/metadata';
import type { RecordValues } from '@ruyi/ui/data-access';
import type { FormModel } from './form-model.js';

/** 省/市/区 is asked for once: chosen in its own field or within the address, it fills the other as long as that has none. */
export function injectRegionFill(form: () => FormModel): void {
  let seen: { readonly form: FormModel; readonly values: RecordValues } | null = null;
  effect(() => {
    const now = form();
    const values = now.values();
    const fill = seen?.form === now ? regionToFill(now.fields, seen.values, values) : null;
    seen = { form: now, values };
    if (fill) untracked(() => now.control(fill.key).disabled() || now.set(fill.key, fill.value));
  });
}

/** What one field of a region takes over from the other, which was just given one. */
export function regionToFill(
  fields: readonly Field[],
  before: RecordValues,
  now: RecordValues,
): { readonly key: string; readonly value: unknown } | null {
  const [region, ...otherRegions] = fields.filter(({ type }) => type === 'region');
  const [address, ...otherAddresses] = fields.filter(({ type }) => type === 'address');
  // Of several of a kind nobody knows which go together.
  if (!region || !address || otherRegions.length > 0 || otherAddresses.length > 0) return null;
  const own = now[region.key] ?? null;
  const within = regionOf(now[address.key]);
  if (own !== null && within === null && own !== (before[region.key] ?? null))
    return { key: address.key, value: { ...partsOf(now[address.key]), region: own } };
  if (within !== null && own === null && within !== regionOf(before[address.key]))
    return { key: region.key, value: within };
  return null;
}

function partsOf(address: unknown): Readonly<Record<string, unknown>> {
  if (isPlainObject(address)) return address;
  return { detail: typeof address === 'string' ? address : '' };
}

function regionOf(address: unknown): unknown {
  return isPlainObject(address) ? (address['region'] ?? null) : null;
}

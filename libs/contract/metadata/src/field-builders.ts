import type { FieldSettings, Option } from './field.js';
import type { FieldKind } from './field-kind.js';
import type { FilterCondition } from './filter.js';
import type { Label } from './label.js';

/** What a shipped field may say beyond an admin's settings. */
export interface ShippedTraits {
  /** Part of the quick search. */
  readonly search?: boolean;
  /** Unique among the records that meet the condition only. */
  readonly uniqueWhen?: FilterCondition;
  /** A behaviour needs it: it may be renamed, never hidden or retired. */
  readonly relied?: boolean;
  /** Options that a behaviour needs. */
  readonly reliedOptions?: readonly string[];
}

type Settings = Omit<FieldSettings, 'label' | 'options' | 'target' | 'targets'> & ShippedTraits;
type NoSettings = Record<never, never>;

/** A field as a module's definition declares it; keeps its exact type, from which the record's type is inferred. */
export type BuiltField<K extends FieldKind, S = NoSettings> = { readonly type: K; readonly label: Label } & Readonly<S>;

function builder<const K extends FieldKind>(type: K) {
  return <const S extends Settings = NoSettings>(label: Label, settings?: S): BuiltField<K, S> =>
    ({ ...settings, type, label }) as BuiltField<K, S>;
}

export const text = builder('text');
export const longText = builder('longText');
export const richText = builder('richText');
export const number = builder('number');
export const integer = builder('integer');
export const money = builder('money');
export const percent = builder('percent');
export const rating = builder('rating');
export const boolean = builder('boolean');
export const tags = builder('tags');
export const date = builder('date');
export const dateTime = builder('dateTime');
export const dateRange = builder('dateRange');
export const mobile = builder('mobile');
export const telephone = builder('telephone');
export const email = builder('email');
export const url = builder('url');
export const region = builder('region');
export const address = builder('address');
export const location = builder('location');
export const user = builder('user');
export const users = builder('users');
export const department = builder('department');
export const files = builder('files');
export const images = builder('images');
export const signature = builder('signature');
export const serial = builder('serial');

export function select<const S extends Settings = NoSettings>(
  label: Label,
  options: readonly Option[],
  settings?: S,
): BuiltField<'select', S & { readonly options: readonly Option[] }> {
  return { ...settings, type: 'select', label, options } as BuiltField<'select', S & { options: readonly Option[] }>;
}

export function multiSelect<const S extends Settings = NoSettings>(
  label: Label,
  options: readonly Option[],
  settings?: S,
): BuiltField<'multiSelect', S & { readonly options: readonly Option[] }> {
  return { ...settings, type: 'multiSelect', label, options } as BuiltField<
    'multiSelect',
    S & { options: readonly Option[] }
  >;
}

/** To one record of one module. */
export function reference<const S extends Settings = NoSettings>(
  label: Label,
  target: string,
  settings?: S,
): BuiltField<'reference', S & { readonly target: string }> {
  return { ...settings, type: 'reference', label, target } as BuiltField<'reference', S & { target: string }>;
}

/** To several records of one module. */
export function references<const S extends Settings = NoSettings>(
  label: Label,
  target: string,
  settings?: S,
): BuiltField<'references', S & { readonly target: string }> {
  return { ...settings, type: 'references', label, target } as BuiltField<'references', S & { target: string }>;
}

/** To one record of any of several modules; its value is `{module, id}`. */
export function referenceToAny<const T extends readonly string[], const S extends Settings = NoSettings>(
  label: Label,
  targets: T,
  settings?: S,
): BuiltField<'reference', S & { readonly targets: T }> {
  return { ...settings, type: 'reference', label, targets } as BuiltField<'reference', S & { targets: T }>;
}

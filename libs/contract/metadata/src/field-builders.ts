import type { FieldKind } from './field-kind.js';
import type { FieldSettings, Option } from './field.js';
import type { FilterCondition } from './filter.js';
import type { Label } from './label.js';

/** What a module's author may say of a shipped field beyond the admin's settings. */
export interface ShippedFieldTraits {
  /** Part of the quick search. */
  readonly search?: boolean;
  /** The field is unique only among records that fulfil this. */
  readonly uniqueWhen?: FilterCondition;
  /** A behaviour needs it: it can be neither retired nor hidden. */
  readonly relied?: boolean;
  /** Options that a behaviour needs: they can be relabelled, not retired. */
  readonly reliedOptions?: readonly string[];
}

type Traits = Partial<Omit<FieldSettings, 'label'>> & ShippedFieldTraits;

export type BuiltField<K extends FieldKind> = FieldSettings & ShippedFieldTraits & { readonly type: K };

type Builder<K extends FieldKind> = (label: Label, traits?: Traits) => BuiltField<K>;

const builder =
  <K extends FieldKind>(type: K): Builder<K> =>
  (label, traits = {}) => ({ ...traits, label, type });

type ChoiceBuilder<K extends FieldKind> = (label: Label, options: readonly Option[], traits?: Traits) => BuiltField<K>;

const choiceBuilder =
  <K extends FieldKind>(type: K): ChoiceBuilder<K> =>
  (label, options, traits = {}) => ({ ...traits, label, options, type });

/** One builder per kind, for module definitions: `field.text({ zh: '客户名称', en: 'Name' }, { required: true })`. */
export const field = {
  text: builder('text'),
  longText: builder('longText'),
  number: builder('number'),
  integer: builder('integer'),
  money: builder('money'),
  percent: builder('percent'),
  rating: builder('rating'),
  boolean: builder('boolean'),
  select: choiceBuilder('select'),
  multiSelect: choiceBuilder('multiSelect'),
  tags: builder('tags'),
  date: builder('date'),
  dateTime: builder('dateTime'),
  mobile: builder('mobile'),
  telephone: builder('telephone'),
  email: builder('email'),
  url: builder('url'),
  region: builder('region'),
  address: builder('address'),
  user: builder('user'),
  users: builder('users'),
  department: builder('department'),
  files: builder('files'),
  images: builder('images'),
  reference: (label: Label, target: string, traits: Traits = {}): BuiltField<'reference'> => ({ ...traits, label, target, type: 'reference' }),
  anyReference: (
    label: Label,
    targets: readonly string[],
    traits: Traits = {},
  ): BuiltField<'reference'> & { readonly targets: readonly string[] } => ({ ...traits, label, targets, type: 'reference' }),
} as const;

import type {
  ActionDescription,
  FieldKind,
  FieldSettings,
  FilterCondition,
  Label,
  Layout,
  ModuleAccess,
  View,
} from '@ruyi/contract/metadata';

/** A shipped field as its module declares it; made by the builders of the contract. */
export interface FieldDefinition<K extends FieldKind = FieldKind> extends FieldSettings {
  readonly type: K;
  /** Part of the quick search. */
  readonly search?: boolean;
  readonly uniqueWhen?: FilterCondition;
  readonly relied?: boolean;
  readonly reliedOptions?: readonly string[];
}

export type FieldDefinitions = Readonly<Record<string, FieldDefinition>>;

/** A module is data; this is all there is to say of one. */
export interface ModuleDefinition<F extends FieldDefinitions = FieldDefinitions> {
  readonly key: string;
  readonly label: Label;
  /** Name of a Material symbol. */
  readonly icon: string;
  readonly access: ModuleAccess;
  /** Records have an owner; true unless access is inherited. */
  readonly owned?: boolean;
  readonly poolable?: boolean;
  readonly followable?: boolean;
  /** The field that names a record. */
  readonly nameField: string;
  readonly fields: F;
  readonly layouts: readonly Layout[];
  readonly views: readonly ShippedView[];
  readonly actions?: readonly ActionDescription[];
}

export type ShippedView = Omit<View, 'origin' | 'ownerId' | 'visibility'>;

/** Checks a definition's shape and keeps its exact type, from which {@link RecordOf} infers the record. */
export function defineModule<const F extends FieldDefinitions>(
  definition: ModuleDefinition<F> & { readonly nameField: keyof F },
): ModuleDefinition<F> {
  return definition;
}

interface ValueByKind {
  text: string;
  longText: string;
  richText: string;
  number: number;
  integer: number;
  money: { readonly amount: string; readonly currency: string };
  percent: number;
  rating: number;
  boolean: boolean;
  select: string;
  multiSelect: readonly string[];
  tags: readonly string[];
  date: string;
  dateTime: string;
  dateRange: { readonly start: string | null; readonly end: string | null };
  mobile: string;
  telephone: string;
  email: string;
  url: string;
  region: string;
  address: {
    readonly region: string | null;
    readonly detail: string;
    readonly geo?: { readonly lng: number; readonly lat: number };
  };
  location: { readonly lng: number; readonly lat: number };
  user: string;
  users: readonly string[];
  department: string;
  reference: string;
  references: readonly string[];
  files: readonly string[];
  images: readonly string[];
  signature: string;
  serial: string;
  formula: unknown;
  lookup: unknown;
  rollup: unknown;
  detail: unknown;
  section: never;
  note: never;
}

type ValueOf<D extends FieldDefinition> = D['targets'] extends readonly string[]
  ? { readonly module: string; readonly id: string }
  : ValueByKind[D['type']];

/** The fields of every record, whatever its module. */
export interface SystemValues {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly createdBy: string | null;
  readonly updatedBy: string | null;
  readonly ownerId?: string | null;
  readonly deletedAt?: string | null;
}

/** The typed record of a module: `RecordOf<typeof customers>`. Any field may be empty. */
export type RecordOf<M> =
  M extends ModuleDefinition<infer F> ? SystemValues & { readonly [K in keyof F]?: ValueOf<F[K]> | null } : never;

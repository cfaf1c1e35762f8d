import type { DuplicateRule, FieldKind, FieldSettings, Label, LayoutSection, View } from '@ruyi/contract/metadata';

/** What a tenant changed of one module; absent where it changed nothing. */
export interface ModuleOverlay {
  readonly key: string;
  readonly label?: Label;
  readonly enabled?: boolean;
  /** Keys in the admin's order; fields that are not named keep their shipped order after them. */
  readonly fieldOrder?: readonly string[];
  readonly duplicates?: readonly DuplicateRule[];
}

/** Whether the index of a field's records is complete. `clearing`: the field gave its slot up, records still hold copies. */
export type IndexState = 'filling' | 'ready' | 'clearing';

/** A custom field, or the tenant's changes of a shipped one (then without `type`). */
export interface FieldOverlay {
  readonly module: string;
  readonly key: string;
  readonly type?: FieldKind;
  /** Null takes a shipped setting away. */
  readonly settings: { readonly [K in keyof FieldSettings]?: FieldSettings[K] | null };
  readonly retired: boolean;
  readonly slot?: string;
  readonly indexState?: IndexState;
}

export interface LayoutOverlay {
  readonly module: string;
  readonly kind: 'form' | 'detail';
  readonly sections: readonly LayoutSection[];
}

/** A view of the tenant's, or its changes of a shipped one. */
export interface ViewOverlay {
  readonly module: string;
  readonly key: string;
  readonly origin: 'shipped' | 'custom';
  /** Of a shipped view: only what differs. */
  readonly view: Partial<Omit<View, 'key' | 'origin'>> & { readonly hidden?: boolean };
}

/** Everything of a tenant's that lies over the shipped modules. */
export interface TenantOverlay {
  readonly modules: readonly ModuleOverlay[];
  readonly fields: readonly FieldOverlay[];
  readonly layouts: readonly LayoutOverlay[];
  readonly views: readonly ViewOverlay[];
  /** A webhook is switched on. */
  readonly listened?: boolean;
}

export const EMPTY_OVERLAY: TenantOverlay = { modules: [], fields: [], layouts: [], views: [] };

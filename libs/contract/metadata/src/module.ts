import type { Field } from './field.js';
import type { FilterNode, SortKey } from './filter.js';
import type { Label } from './label.js';

export interface LayoutSection {
  readonly key: string;
  readonly label: Label;
  readonly columns: 1 | 2 | 3;
  /** Folded until opened: 更多信息. */
  readonly collapsed?: boolean;
  readonly fields: readonly LayoutField[];
}

export interface LayoutField {
  readonly field: string;
  readonly width?: 25 | 50 | 75 | 100;
}

/** Which fields a form or a detail page shows, in which order. */
export interface Layout {
  readonly kind: 'form' | 'detail';
  readonly sections: readonly LayoutSection[];
}

export interface ViewColumn {
  readonly field: string;
  /** Pixels. */
  readonly width?: number;
}

/** A saved filter with columns and a sort. */
export interface View {
  readonly key: string;
  readonly label: Label;
  readonly origin: 'shipped' | 'custom';
  readonly filter?: FilterNode;
  readonly sort?: readonly SortKey[];
  readonly columns?: readonly ViewColumn[];
  /** The columns are those that the reader chose, not the view's. */
  readonly ownColumns?: true;
  /** `private` is seen by its owner only. */
  readonly visibility?: 'private' | 'shared';
  readonly ownerId?: string;
  /** Shows records of the recycle bin instead of live ones. */
  readonly deleted?: boolean;
  /** Asks for a subordinate: 下属负责的. */
  readonly choosesSubordinate?: boolean;
  /** One of the views that the tab row shows first. */
  readonly pinned?: boolean;
}

/** What may be done to a record of a module beyond create, read, edit and delete. */
export interface ActionDescription {
  readonly key: string;
  readonly label: Label;
  readonly bulk: boolean;
}

/** How a record's visibility is decided. */
export type ModuleAccess =
  | 'own'
  /** Seen with the record that this reference names. */
  | { readonly inherit: string }
  /** Seen by its own owner's scopes, or with the record that this reference names. */
  | { readonly either: string };

/** What is done about a record whose value of a field another one has, or almost has: told before it is saved, or refused. */
export interface DuplicateRule {
  readonly field: string;
  readonly mode: 'warn' | 'forbid';
}

/** A module as the signed-in user may see it: everything that a client needs to draw list, form and detail. */
export interface ModuleDescription {
  readonly key: string;
  readonly label: Label;
  readonly icon: string;
  readonly origin: 'shipped' | 'custom';
  readonly enabled: boolean;
  readonly access: ModuleAccess;
  readonly owned: boolean;
  readonly poolable: boolean;
  /** The field that names a record. */
  readonly nameField: string;
  readonly fields: readonly Field[];
  /** Which fields are looked at for duplicates (撞单), and what is done then. */
  readonly duplicates: readonly DuplicateRule[];
  readonly layouts: readonly Layout[];
  readonly views: readonly View[];
  /** The columns of the pool's list that the reader chose; absent: the usual ones. */
  readonly poolColumns?: readonly ViewColumn[];
  readonly actions: readonly ActionDescription[];
  /** Modules whose records point to this one, for the detail page's tabs. */
  readonly related: readonly { readonly module: string; readonly field: string; readonly label: Label }[];
}

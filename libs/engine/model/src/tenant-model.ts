import type {
  ActionDescription,
  DuplicateRule,
  Field,
  FilterCondition,
  Label,
  Layout,
  ModuleAccess,
  View,
} from '@ruyi/contract/metadata';

/** Where a field's value lies in the module's table. Only field types and the query compiler look inside. */
export type FieldStorage =
  /**
   * Typed columns of a system or shipped field; most kinds have the one named `value`, money has `minor`, `currency`,
   * `base`; a module's name field has `sort` beside it (pinyin, then the name), which orders it.
   */
  | { readonly at: 'columns'; readonly columns: Readonly<Record<string, string>> }
  /**
   * A key of the `custom` document; `slot` names the typed column that copies it for the index, when indexed and filled.
   * `fillSlot` is the slot that writers keep, also while older records are still being copied to it.
   * Lists go to `value_index` instead: written unless absent, read when `ready`.
   */
  | {
      readonly at: 'custom';
      readonly slot?: string;
      readonly fillSlot?: string;
      readonly valueIndex?: 'filling' | 'ready';
    }
  /** No column of its own: the compiler rewrites it to another field's instant (days to reclaim). */
  | { readonly at: 'derived'; readonly from: string; readonly rule: 'daysUntil' | 'daysSince' }
  /** Not stored: headings and texts between fields. */
  | { readonly at: 'nowhere' };

export interface FieldModel extends Field {
  readonly storage: FieldStorage;
  /** The field is unique only among records that fulfil this: names among companies, mobiles among persons. */
  readonly uniqueWhen?: FilterCondition;
  /** A behaviour needs it: it can be neither retired nor hidden. */
  readonly relied?: boolean;
  /** Options that a behaviour needs: they can be relabelled, not retired. */
  readonly reliedOptions?: readonly string[];
}

/** One module of one tenant: the shipped definition with the tenant's overlay, frozen. */
export interface ModuleModel {
  readonly key: string;
  readonly label: Label;
  readonly icon: string;
  readonly origin: 'shipped' | 'custom';
  readonly enabled: boolean;
  readonly access: ModuleAccess;
  /** Records have an owner (`owner_id`). */
  readonly owned: boolean;
  /** Records may lie in a pool. */
  readonly poolable: boolean;
  /** Follow-ups are made on its records; `last_follow_up_at` is kept. */
  readonly followable: boolean;
  readonly nameField: string;
  /** SQL identifier of the table. */
  readonly table: string;
  /** Set for tenant-made modules, which share one table. */
  readonly moduleId?: string;
  /** Every field, system, shipped and custom, retired ones included, in the admin's order. */
  readonly fields: ReadonlyMap<string, FieldModel>;
  /** Which fields are looked at for duplicates (撞单): as the tenant chose, else the name, unique fields and mobiles. */
  readonly duplicates: readonly DuplicateRule[];
  readonly layouts: readonly Layout[];
  /** Shared ones and everybody's private ones; {@link describeModule} leaves out what is not the caller's. */
  readonly views: readonly View[];
  readonly actions: readonly ActionDescription[];
  readonly related: readonly { readonly module: string; readonly field: string; readonly label: Label }[];
}

export interface TenantModel {
  readonly tenantId: string;
  readonly version: number;
  /** Somebody outside wants to hear what happens to records. Here, so that a write need not ask. */
  readonly listened?: boolean;
  readonly modules: ReadonlyMap<string, ModuleModel>;
}

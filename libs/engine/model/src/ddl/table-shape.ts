export interface TableColumn {
  readonly name: string;
  readonly type: string;
  /** `not null default …` */
  readonly rest?: string;
}

export interface TableIndex {
  /** Without the table's name, which is put before it. */
  readonly name: string;
  /** After `tenant_id`, which is first in every index. */
  readonly columns: readonly string[];
  readonly where?: string;
}

/** A tenant-owned table in the terms in which it is made and compared. `tenant_id` and `id` are always there. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly indexes: readonly TableIndex[];
  /** Columns whose meaning differs by tenant: extended statistics on (tenant_id, column). */
  readonly statistics: readonly string[];
  /** Columns that name a record: foreign keys to the registry. */
  readonly references: readonly string[];
  /** The primary key after `tenant_id`; `id` unless said. */
  readonly key?: readonly string[];
}

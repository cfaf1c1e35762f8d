import type { AccessWhere } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import type { Condition } from './condition.js';
import type { ProjectedField } from './projection.js';
import type { QueryScope } from './query-scope.js';
import type { ResolvedSortKey } from './sort-key.js';

/** Which records, with every right applied. */
export interface ResolvedRows {
  readonly scope: QueryScope;
  readonly module: ModuleModel;
  /** What the actor reaches; a union may be compiled to one branch per disjunct. */
  readonly access: AccessWhere;
  readonly condition: Condition;
  /** Records of the recycle bin instead of live ones; `any`: both. */
  readonly bin: 'live' | 'deleted' | 'any';
}

/** A page of records, checked. */
export interface ResolvedList extends ResolvedRows {
  readonly fields: readonly ProjectedField[];
  readonly sort: readonly ResolvedSortKey[];
  readonly idDescending: boolean;
  readonly limit: number;
  readonly offset: number;
  /** The last page instead of the first. */
  readonly last: boolean;
  readonly after: string | null;
  /** What a cursor of this list is bound to. */
  readonly boundTo: string;
}

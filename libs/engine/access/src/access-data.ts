import type { Role } from '@ruyi/contract/access';

export interface OrganisationUser {
  readonly id: string;
  readonly name: string;
  readonly superiorId: string | null;
  readonly departmentId: string | null;
  readonly roleIds: readonly string[];
  readonly active: boolean;
}

export interface OrganisationDepartment {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly leaderId: string | null;
}

/** The tenant's people and roles as of one `accessVersion`; what every access decision is made from. */
export interface AccessData {
  readonly tenantId: string;
  readonly version: number;
  readonly users: ReadonlyMap<string, OrganisationUser>;
  readonly departments: ReadonlyMap<string, OrganisationDepartment>;
  readonly roles: ReadonlyMap<string, Role>;
}

/** Port: identity loads the data, the engine caches it by version. */
export interface AccessSource {
  load(tenantId: string, version: number): Promise<AccessData>;
}

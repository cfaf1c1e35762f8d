import type { Role } from '@ruyi/contract/access';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly account?: string | null;
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly roleIds: readonly string[];
  readonly state: 'active' | 'invited' | 'disabled';
  readonly createdAt?: string;
  readonly lastSeenAt?: string | null;
}

export interface UserDraft {
  readonly name: string;
  readonly email?: string | null;
  readonly mobile?: string | null;
  readonly account?: string | null;
  readonly departmentId: string | null;
  readonly superiorId?: string | null;
  readonly roleIds: readonly string[];
  /** With it the user is active at once; without, invited. */
  readonly password?: string;
}

export interface Department {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly leaderId: string | null;
  readonly userCount?: number;
}

export type DepartmentDraft = Pick<Department, 'name'> & Partial<Pick<Department, 'parentId' | 'leaderId'>>;

export type RoleDraft = Pick<Role, 'name' | 'permissions' | 'fields'>;

/** A user as a picker shows them. */
export interface UserPick {
  readonly id: string;
  readonly name: string;
  readonly departmentName: string | null;
}

export interface InvitationDraft {
  readonly roleIds: readonly string[];
  readonly departmentId?: string | null;
  readonly superiorId?: string | null;
  readonly expiresInDays?: number;
  readonly maxUses?: number;
  readonly email?: string;
}

export interface Invitation {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly roleIds?: readonly string[];
  readonly departmentId?: string | null;
  readonly email?: string | null;
  readonly uses?: number;
  readonly maxUses?: number | null;
  readonly revoked?: boolean;
}

/** "Why can this user (not) see this record?" */
export interface WhyAnswer {
  readonly allowed: boolean;
  readonly because: readonly (string | { readonly text?: string; readonly code?: string })[];
}

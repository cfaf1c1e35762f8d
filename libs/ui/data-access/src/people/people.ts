import type { Role } from '@ruyi/contract/access';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  /** Of staff with neither; logs in as account@company number. */
  readonly account: string | null;
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly roleIds: readonly string[];
  readonly state: 'active' | 'invited' | 'disabled';
  /** Whether a code is asked for when they log in. */
  readonly secondFactor: boolean;
  readonly createdAt: string;
}

export interface UserDraft {
  readonly name: string;
  readonly email?: string | null;
  readonly mobile?: string | null;
  readonly account?: string | null;
  readonly departmentId?: string | null;
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
  readonly disabled: boolean;
  /** Active and invited users. */
  readonly users: number;
}

export type DepartmentDraft = Pick<Department, 'name'> & Partial<Pick<Department, 'parentId' | 'leaderId'>>;

export interface RoleDetails extends Role {
  /** Ships with the product. */
  readonly seeded: boolean;
  readonly disabled: boolean;
  /** Active and invited holders. */
  readonly users: number;
}

export type RoleDraft = Pick<Role, 'name' | 'fields'> & {
  /** Null brings a shipped role back to what it was. */
  readonly permissions: Role['permissions'] | null;
};

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

/** What making an invitation answers: the link is shown this once. */
export interface NewInvitation {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
}

export interface Invitation {
  readonly id: string;
  readonly roleIds: readonly string[];
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly email: string | null;
  /** Set when it completes one user who exists already. */
  readonly userId: string | null;
  readonly inviter: { readonly id: string; readonly name: string };
  readonly maxUses: number;
  readonly uses: number;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly state: 'open' | 'used' | 'expired' | 'revoked';
}

/** What a new user without a password is sent. */
export type UserInvitation = Pick<NewInvitation, 'url' | 'expiresAt'>;

export interface UserQuery {
  readonly search?: string;
  readonly state?: User['state'];
  readonly departmentId?: string;
  readonly limit?: number;
  readonly after?: string;
}

/** "Why can this user (not) see this record?" */
export interface WhyAnswer {
  readonly allowed: boolean;
  readonly because: readonly {
    readonly code: string;
    /** Speaks for, or says what was missing. */
    readonly allows: boolean;
    /** Names of roles, pools and records that the sentence mentions. */
    readonly params: Readonly<Record<string, string>>;
  }[];
}

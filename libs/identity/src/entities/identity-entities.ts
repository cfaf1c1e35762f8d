import { Account } from './account.js';
import { AccountTenant } from './account-tenant.js';
import { ApiKey } from './api-key.js';
import { AuditEntry } from './audit-entry.js';
import { Department } from './department.js';
import { Invitation } from './invitation.js';
import { PasswordReset } from './password-reset.js';
import { RoleRow } from './role-row.js';
import { Session } from './session.js';
import { Tenant } from './tenant.js';
import { User } from './user.js';
import { UserRole } from './user-role.js';

/** What the data source must know to serve identity's repositories. */
export const IDENTITY_ENTITIES = [
  Account,
  AccountTenant,
  ApiKey,
  AuditEntry,
  Department,
  Invitation,
  PasswordReset,
  RoleRow,
  Session,
  Tenant,
  User,
  UserRole,
];

import { AppError } from '@ruyi/contract/errors';
import { newId } from '@ruyi/engine/context';
import { Account } from '../entities/account.js';
import { AccountTenant } from '../entities/account-tenant.js';
import type { TenantUnit } from '../store/tenant-unit.js';

/** What an account may be known by. */
export interface AccountNames {
  readonly email: string | null;
  readonly mobile: string | null;
  /** Without the company's number. */
  readonly handle: string | null;
}

/** The full name that staff with neither e-mail nor mobile log in with. */
export function fullHandle(account: string, tenantCode: string): string {
  return `${account}@${tenantCode}`;
}

/** The account that has one of these names; 409 when they belong to two different ones. */
export async function findAccount(unit: TenantUnit, names: AccountNames): Promise<Account | null> {
  const handle = names.handle && fullHandle(names.handle, (await unit.tenant()).code);
  const wanted = [
    ...(names.email ? [{ email: names.email }] : []),
    ...(names.mobile ? [{ mobile: names.mobile }] : []),
    ...(handle ? [{ handle }] : []),
  ];
  if (wanted.length === 0) return null;
  const found = await unit.accounts.find({ where: wanted });
  if (found.length > 1) throw loginTaken('mobile');
  return found[0] ?? null;
}

export async function createAccount(unit: TenantUnit, names: AccountNames, passwordHash: string): Promise<Account> {
  const handle = names.handle && fullHandle(names.handle, (await unit.tenant()).code);
  const account = Object.assign(new Account(), {
    id: newId(),
    email: names.email,
    mobile: names.mobile,
    handle,
    passwordHash,
    sessionsSince: new Date(0),
  });
  await unit.accounts.insert(account);
  return account;
}

/** Accounts of several companies belong to the person: no single company's admin sets their password or names. */
export async function checkOwnAccount(unit: TenantUnit, accountId: string): Promise<void> {
  const others = await unit.tx.query({
    text: 'select 1 from account_tenant where account_id = $1 and tenant_id <> $2 limit 1',
    values: [accountId, unit.tenantId],
  });
  if (others.length > 0) throw AppError.notAllowed('accountShared');
}

/** Ties an account to its user in this company. */
export async function joinTenant(
  unit: TenantUnit,
  accountId: string,
  user: { readonly userId: string; readonly state: 'active' | 'invited' },
): Promise<void> {
  const known = await unit.rows(AccountTenant).findOne({ accountId });
  if (known && known.userId !== user.userId)
    throw new AppError(409, 'notUnique', {
      key: 'alreadyMember',
      issues: [{ path: '', code: 'notUnique', key: 'alreadyMember' }],
    });
  if (known) await unit.rows(AccountTenant).update({ accountId }, { state: user.state });
  else await unit.rows(AccountTenant).insert({ accountId, ...user });
}

export function loginTaken(path: string): AppError {
  return new AppError(409, 'notUnique', {
    key: 'loginTaken',
    issues: [{ path, code: 'notUnique', key: 'loginTaken' }],
  });
}

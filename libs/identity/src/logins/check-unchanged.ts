import { AppError } from '@ruyi/contract/errors';
import type { Account } from '../entities/account.js';
import type { TenantUnit } from '../store/tenant-unit.js';

/** An account whose password or second factor changed since it was checked opens nothing. */
export async function checkUnchanged(unit: TenantUnit, checked: Account): Promise<void> {
  const present = await unit.accounts.findOne({ where: { id: checked.id }, lock: { mode: 'pessimistic_read' } });
  if (
    present?.passwordHash !== checked.passwordHash ||
    (present.secondFactorSecret ?? null) !== (checked.secondFactorSecret ?? null)
  )
    throw new AppError(409, 'conflict');
}

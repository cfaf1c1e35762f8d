import type { TenantUnit } from '../store/tenant-unit.js';

/** Takes the second factor off an account; false when it has none. */
export async function clearSecondFactor(unit: TenantUnit, accountId: string): Promise<boolean> {
  const rows = await unit.tx.query({
    text: `update account set second_factor_secret = null, second_factor_since = null, second_factor_step = null, recovery_codes = '{}'
            where id = $1 and second_factor_secret is not null returning 1`,
    values: [accountId],
  });
  return rows.length > 0;
}

import { sql, type Transaction } from '@ruyi/engine/context';

/** Whether anybody listens at all stands in the cached model, so that writes need not ask: see `TenantModel.listened`. */
export async function raiseModelVersion(tx: Transaction): Promise<void> {
  await tx.query(sql`update tenant set model_version = model_version + 1 where id = ${tx.tenantId}`);
}

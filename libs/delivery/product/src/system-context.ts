import { sql, type Context } from '@ruyi/engine/context';
import type { Product } from './product.js';

/** The system at work in one company, as the company is now. */
export async function systemContext(product: Product, tenantId: string): Promise<Context> {
  const [rows = []] = await product.ports.database.read(tenantId, [
    sql`select model_version, access_version, time_zone, base_currency from tenant where id = ${tenantId}`,
  ]);
  const [tenant] = rows;
  if (!tenant) throw new Error(`there is no company with the id ${tenantId}`);
  return {
    tenantId,
    userId: null,
    locale: 'zh-CN',
    timeZone: String(tenant['time_zone']),
    baseCurrency: String(tenant['base_currency']),
    modelVersion: Number(tenant['model_version']),
    accessVersion: Number(tenant['access_version']),
    requestId: null,
  };
}

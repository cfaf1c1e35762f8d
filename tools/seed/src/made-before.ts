import type { Context, Row } from '@ruyi/engine/context';
import type { Product } from '@ruyi/delivery/product';

/** What an interrupted run has left, by what names it. */
export interface MadeBefore {
  readonly departments: ReadonlyMap<string, string>;
  /** Customers by mobile: each has one of its own. */
  readonly customers: ReadonlyMap<string, string>;
  /** `customer name`, to the contact's id. */
  readonly contacts: ReadonlyMap<string, string>;
  /** `customer time content`. */
  readonly followUps: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
}

/** Reads the demo company as far as it has come; records in the recycle bin count, they are somebody's doing. */
export async function madeBefore(product: Product, { tenantId }: Pick<Context, 'tenantId'>): Promise<MadeBefore> {
  const read = async (text: string): Promise<Row[]> =>
    (await product.ports.database.read(tenantId, [{ text, values: [tenantId] }]))[0] ?? [];
  const departments = await read('select id, name from department where tenant_id = $1');
  const customers = await read('select id, mobile from customers where tenant_id = $1 and mobile is not null');
  const contacts = await read('select id, customer, name from contacts where tenant_id = $1');
  const followUps = await read('select target_id, created_at, content from follow_ups where tenant_id = $1');
  const templates = await read('select module_key, channel, name from message_template where tenant_id = $1');
  return {
    departments: new Map(departments.map((row) => [String(row['name']), String(row['id'])])),
    customers: new Map(customers.map((row) => [String(row['mobile']), String(row['id'])])),
    contacts: new Map(contacts.map((row) => [`${String(row['customer'])} ${String(row['name'])}`, String(row['id'])])),
    followUps: new Set(
      followUps.map((row) => followUpKey(String(row['target_id']), row['created_at'] as Date, String(row['content']))),
    ),
    templates: new Set(templates.map((row) => [row['channel'], row['module_key'], row['name']].map(String).join(' '))),
  };
}

export function followUpKey(customer: string, at: Date, content: string): string {
  return `${customer} ${at.toISOString()} ${content}`;
}

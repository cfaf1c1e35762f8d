import { ApiClient } from './api-client.js';
import type { BenchOptions } from './bench-options.js';
import type { CustomField } from './fill-customers.js';
import { DAY_MS, madeUpCustomer } from './made-up-customers.js';

/** The large tenant, made over the API as its admin would make it. */
export interface Company {
  readonly api: ApiClient;
  readonly token: string;
  readonly tenantId: string;
  readonly users: readonly string[];
  readonly poolId: string;
  /** The pool's rule on customers without a follow-up, and its days. */
  readonly rule: { readonly id: string; readonly days: number };
  readonly custom: { readonly select: CustomField; readonly number: CustomField; readonly options: readonly string[] };
}

const PASSWORD = 'ruyi-bench-2026';
const SELLERS = ['王建国', '李晓梅', '张伟', '刘洋', '陈静', '杨帆', '赵磊', '黄丽', '周涛', '吴敏', '徐强'];
const CHANNELS = ['展会', '转介绍', '网站', '电话'];

interface MadeField {
  readonly key: string;
  readonly options?: readonly { readonly key: string }[];
}

/** Signs a company up, adds eleven colleagues, the indexed select 客户来源渠道 and the indexed number 预计采购额. */
export async function makeCompany(url: string, options: BenchOptions): Promise<Company> {
  const stranger = new ApiClient(url);
  const signedUp = await stranger.call<{ accessToken: string; tenant: { id: string }; user: { id: string } }>(
    'POST',
    '/signup',
    {
      companyName: '基准贸易有限公司',
      name: '管理员',
      email: 'admin@bench.example',
      password: PASSWORD,
    },
  );
  const api = new ApiClient(url, signedUp.accessToken);
  const roles = await api.call<{ items: readonly { id: string; key?: string }[] }>('GET', '/roles');
  const sales = roles.items.find((role) => role.key === 'sales')?.id ?? '';
  const users = [signedUp.user.id];
  for (const [index, name] of SELLERS.entries()) {
    const user = await api.call<{ id: string }>('POST', '/users', {
      name,
      email: `user${index}@bench.example`,
      roleIds: [sales],
      password: PASSWORD,
    });
    users.push(user.id);
  }
  const select = await api.call<MadeField>('POST', '/modules/customers/fields', {
    label: { zh: '客户来源渠道' },
    type: 'select',
    indexed: true,
    options: CHANNELS.map((zh) => ({ label: { zh } })),
  });
  const number = await api.call<MadeField>('POST', '/modules/customers/fields', {
    label: { zh: '预计采购额' },
    type: 'number',
    indexed: true,
  });
  const pools = await api.call<{ items: readonly { id: string }[] }>('GET', '/pools');
  const poolId = pools.items[0]?.id;
  if (!poolId) throw new Error('a new company has no pool');
  const ruleDays = daysThatReclaim(options.sweptRows, options.customers, users.length);
  const rules = await api.call<{ rules: readonly { id: string }[] }>('PUT', `/pools/${poolId}/rules`, {
    rules: [{ kind: 'noFollowUp', enabled: true, days: { default: ruleDays } }],
    graceDays: 0,
    remindDays: 0,
  });
  return {
    api,
    token: signedUp.accessToken,
    tenantId: signedUp.tenant.id,
    users,
    poolId,
    rule: { id: rules.rules[0]?.id ?? '', days: ruleDays },
    // The first indexed field of its kind gets the first slot; main checks that the model says so.
    custom: {
      select: { key: select.key, slot: 't1' },
      number: { key: number.key, slot: 'n1' },
      options: select.options?.map((option) => option.key) ?? [],
    },
  };
}

/** After so many days without a follow-up, this many of the customers are due now. */
function daysThatReclaim(rows: number, customers: number, people: number): number {
  const now = Date.now();
  const ages: number[] = [];
  for (let n = 0; n < customers; n += 1) {
    const { inPool, deleted, createdAt, lastFollowUpAt } = madeUpCustomer(n, people, now, ['']);
    if (!inPool && !deleted) ages.push((now - (lastFollowUpAt ?? createdAt).getTime()) / DAY_MS);
  }
  return Math.floor(ages.sort((a, b) => b - a)[rows - 1] ?? 0);
}

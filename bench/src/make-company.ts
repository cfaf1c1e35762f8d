import { ApiClient } from './api-client.js';
import type { BenchOptions } from './bench-options.js';
import { CUSTOM_FIELDS, type CustomName } from './fill/custom-fields.js';
import type { MadeCustomField } from './fill/fill-customers.js';
import { DAY_MS, madeUpCustomer } from './fill/made-up-customers.js';

/** Who asks. */
export interface Actor {
  readonly name: 'administrator' | 'manager' | 'salesperson';
  readonly token: string;
  readonly userId: string;
  /** Whose customers the actor sees; null: everybody's. Told when the people are there. */
  readonly owners: readonly string[] | null;
}

/** A company, made over the API as its admin would make it. */
export interface Company {
  readonly token: string;
  readonly tenantId: string;
  readonly adminId: string;
  readonly salesRoleId: string;
  /** The second is the parent of the third and of every third after it. */
  readonly departments: readonly { readonly id: string; readonly parent: string | null }[];
  readonly manager: { readonly token: string; readonly userId: string; readonly department: string };
  readonly seller: { readonly token: string; readonly userId: string };
  readonly poolId: string;
  /** The pool's rule on customers without a follow-up, and its days. */
  readonly rule: { readonly id: string; readonly days: number };
  readonly custom: Readonly<Record<CustomName, MadeCustomField>>;
}

export const PASSWORD = 'ruyi-bench-2026';

interface MadeField {
  readonly key: string;
  readonly options?: readonly { readonly key: string }[];
}

const ACTIONS = ['read', 'create', 'edit', 'delete', 'transfer', 'claim', 'putInPool', 'export'];
const MODULES = ['customers', 'contacts', 'followUps'];

/** Signs a company up; adds departments, a manager of a part of them, a salesperson, and the custom fields. */
export async function makeCompany(
  url: string,
  name: string,
  options: BenchOptions & { readonly customers: number },
): Promise<Company> {
  const signedUp = await new ApiClient(url).call<{
    accessToken: string;
    tenant: { id: string };
    user: { id: string };
  }>('POST', '/signup', {
    companyName: `${name}贸易有限公司`,
    name: '管理员',
    email: `admin@${name}.example`,
    password: PASSWORD,
  });
  const api = new ApiClient(url, signedUp.accessToken);
  const departments: { id: string; parent: string | null }[] = [];
  for (let n = 0; n < options.departments; n += 1) {
    const parent = n > 1 && n % 3 === 2 ? (departments[1]?.id ?? null) : null;
    const { id } = await api.call<{ id: string }>('POST', '/departments', {
      name: `销售${n + 1}部`,
      ...(parent && { parentId: parent }),
    });
    departments.push({ id, parent });
  }
  const roles = await api.call<{ items: readonly { id: string; key?: string }[] }>('GET', '/roles');
  const salesRoleId = roles.items.find((role) => role.key === 'sales')?.id ?? '';
  const { id: managerRoleId } = await api.call<{ id: string }>('POST', '/roles', {
    name: '区域经理',
    permissions: MODULES.flatMap((module) => ACTIONS.map((action) => ({ module, action, scope: 'departmentTree' }))),
    fields: [],
  });
  const person = async (key: string, roleId: string, department: number) => {
    const login = `${key}@${name}.example`;
    const departmentId = departments[department]?.id ?? '';
    const { id } = await api.call<{ id: string }>('POST', '/users', {
      name: key === 'manager' ? '王建国' : '李晓梅',
      email: login,
      roleIds: [roleId],
      password: PASSWORD,
      departmentId,
    });
    const { accessToken } = await new ApiClient(url).call<{ accessToken: string }>('POST', '/auth/login', {
      login,
      password: PASSWORD,
    });
    return { token: accessToken, userId: id, department: departmentId };
  };
  const manager = await person('manager', managerRoleId, 1);
  const seller = await person('seller', salesRoleId, 2);
  const custom: Partial<Record<CustomName, MadeCustomField>> = {};
  for (const plan of CUSTOM_FIELDS) {
    const made = await api.call<MadeField>('POST', '/modules/customers/fields', fieldBody(plan));
    custom[plan.name] = { ...plan, key: made.key, optionKeys: made.options?.map(({ key }) => key) ?? [] };
  }
  const pools = await api.call<{ items: readonly { id: string }[] }>('GET', '/pools');
  const poolId = pools.items[0]?.id;
  if (!poolId) throw new Error('a new company has no pool');
  const ruleDays = daysThatReclaim(
    Math.min(options.sweptRows, options.customers / 10),
    options.customers,
    options.people,
  );
  const rules = await api.call<{ rules: readonly { id: string }[] }>('PUT', `/pools/${poolId}/rules`, {
    rules: [{ kind: 'noFollowUp', enabled: true, days: { default: ruleDays } }],
    graceDays: 0,
    remindDays: 0,
  });
  return {
    token: signedUp.accessToken,
    tenantId: signedUp.tenant.id,
    adminId: signedUp.user.id,
    salesRoleId,
    departments,
    manager,
    seller,
    poolId,
    rule: { id: rules.rules[0]?.id ?? '', days: ruleDays },
    custom: custom as Record<CustomName, MadeCustomField>,
  };
}

function fieldBody(plan: (typeof CUSTOM_FIELDS)[number]): object {
  const { label, type, indexed, options } = plan;
  return {
    label: { zh: label },
    type,
    ...(indexed && { indexed }),
    ...(options && { options: options.map((zh) => ({ label: { zh } })) }),
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
  return Math.floor(ages.sort((a, b) => b - a)[Math.max(0, Math.floor(rows) - 1)] ?? 0);
}

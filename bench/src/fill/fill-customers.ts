import type pg from 'pg';
import { normaliseUnique } from '@ruyi/contract/field-values';
import { newId } from '@ruyi/engine/context';
import { encodeField, type FieldModel, type ModuleModel } from '@ruyi/engine/model';
import { searchRow } from '@ruyi/engine/records';
import type { CustomFieldPlan } from './custom-fields.js';
import { DAY_MS, madeUpCustomer, type MadeUpCustomer } from './made-up-customers.js';

/** The company to fill, and what its customers point to. */
export interface FilledCompany {
  readonly tenantId: string;
  readonly module: ModuleModel;
  /** Who owns customers, the first ones more than the last ones. */
  readonly users: readonly string[];
  readonly poolId: string | null;
  readonly rule: { readonly id: string; readonly days: number } | null;
  readonly custom: readonly MadeCustomField[];
}

/** A custom field as the company has it. */
export interface MadeCustomField extends CustomFieldPlan {
  readonly key: string;
  /** Of a select, in the order of the plan. */
  readonly optionKeys: readonly string[];
}

const BATCH = 5_000;
/** 02:00 in Shanghai, in the day of UTC. */
const NIGHT = 18 * 3_600_000;
const SCOPE = { timeZone: 'Asia/Shanghai', baseCurrency: 'CNY' };

/** Fills a company by sets: registry, records with their slots, unique values and search rows, as the product's writes leave them. */
export async function fillCustomers(client: pg.Client, company: FilledCompany, count: number): Promise<void> {
  const now = Date.now();
  const names = new Set<string>();
  const industries = company.module.fields.get('industry')?.options?.map((option) => option.key) ?? [];
  const statement = insertOf(company.module.table);
  for (let start = 0; start < count; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => {
      const n = start + index;
      const made = madeUpCustomer(n, company.users.length, now, industries);
      const name = names.has(made.name) ? `${made.name}（${n}）` : made.name;
      names.add(name);
      return rowOf({ ...made, name }, n, company);
    });
    await client.query(statement, [company.tenantId, JSON.stringify(rows)]);
  }
}

/** One document a batch: `row` for the module's table, the rest for those beside it. */
const insertOf = (table: string): string => `with made as materialized (
    select * from json_to_recordset($2) as m (id uuid, owner_id uuid, deleted_at timestamptz, "unique" text, "row" json, search json)
  ), registry as (
    insert into record (tenant_id, id, module_key, owner_id, deleted_at) select $1, id, 'customers', owner_id, deleted_at from made
  ), uniques as (
    insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id)
    select $1, 'customers', 'name', "unique", id from made where deleted_at is null
  ), searched as (
    insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
    select $1, 'customers', id, s.created_by, s.recency, s.tokens, s.fields, s.texts
    from made cross join lateral json_to_record(made.search) as s (created_by uuid, recency timestamptz, tokens text[], fields text[], texts text[])
    where deleted_at is null
  ) insert into ${table} select r.* from made cross join lateral json_populate_record(null::${table}, made."row") r`;

function rowOf(made: MadeUpCustomer, n: number, company: FilledCompany): Record<string, unknown> {
  const { module, users, tenantId } = company;
  const id = newId(made.createdAt);
  const inPool = made.inPool && company.poolId !== null;
  const seller = users[made.owner % users.length] ?? null;
  const ownerId = inPool ? null : seller;
  const deletedAt = made.deleted ? made.updatedAt : null;
  const reclaimAt = inPool || made.deleted || company.rule === null ? null : nightAfter(made, company.rule.days);
  const { name, mobile, level, industry, region, rating, remark } = made;
  const values: Record<string, unknown> = { name, mobile, level, industry, region, rating, remark };
  values['kind'] = 'company';
  values['dealState'] = 'open';
  values['lifecycle'] = 'potential';
  for (const field of company.custom) values[field.key] = valueOf(field, n);
  const nameField = module.fields.get('name');
  const { tokens, fields, texts } = searchRow({ tenantId }, module, {
    ...values,
    id,
    ownerId,
    createdBy: seller,
    createdAt: made.createdAt,
  });
  return {
    id,
    owner_id: ownerId,
    deleted_at: deletedAt,
    unique: nameField ? normaliseUnique(nameField, name) : name,
    row: {
      ...stored(module, values),
      tenant_id: tenantId,
      id,
      version: 1,
      created_at: made.createdAt,
      updated_at: made.updatedAt,
      created_by: seller,
      updated_by: seller,
      deleted_at: deletedAt,
      owner_id: ownerId,
      owned_since: ownerId === null ? null : made.createdAt,
      pool_id: inPool ? company.poolId : null,
      pooled_at: inPool ? made.updatedAt : null,
      locked: false,
      next_contact_at: made.nextContactAt,
      last_follow_up_at: made.lastFollowUpAt,
      reclaim_at: reclaimAt,
      reclaim_rule: reclaimAt && company.rule?.id,
    },
    search: { created_by: seller, recency: made.createdAt, tokens, fields, texts },
  };
}

function valueOf(field: MadeCustomField, n: number): unknown {
  const value = field.value(n);
  return field.type === 'select' && typeof value === 'number' ? (field.optionKeys[value] ?? null) : value;
}

/** Columns of the module's table, by the product's own encoding. */
function stored(module: ModuleModel, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const part = encodeField(module.fields.get(key) as FieldModel, value, SCOPE);
    Object.assign(row, part.columns);
    if (part.custom?.value !== undefined) custom[part.custom.key] = part.custom.value;
  }
  return { ...row, custom };
}

/** The night in which the rule reaches the customer: two o'clock in Shanghai; holidays are left to the sweep itself. */
function nightAfter({ createdAt, lastFollowUpAt }: MadeUpCustomer, days: number): Date {
  const due = Math.max((lastFollowUpAt ?? createdAt).getTime() + days * DAY_MS, Date.now());
  return new Date(Math.ceil((due - NIGHT) / DAY_MS) * DAY_MS + NIGHT);
}

import type pg from 'pg';
import { normaliseUnique } from '@ruyi/contract/field-values';
import { newId } from '@ruyi/engine/context';
import { nameSort } from '@ruyi/engine/field-types';
import type { ModuleModel } from '@ruyi/engine/model';
import { searchRowStatements } from '@ruyi/engine/records';
import { DAY_MS, madeUpCustomer, type MadeUpCustomer } from './made-up-customers.js';

/** The tenant to fill, and what its customers point to. */
export interface FilledTenant {
  readonly tenantId: string;
  readonly module: ModuleModel;
  readonly users: readonly string[];
  readonly poolId: string | null;
  readonly rule: { readonly id: string; readonly days: number } | null;
  /** The two indexed custom fields: key, slot, and the select's options. */
  readonly custom: {
    readonly select: CustomField;
    readonly number: CustomField;
    readonly options: readonly string[];
  } | null;
}

export interface CustomField {
  readonly key: string;
  readonly slot: string;
}

const BATCH = 5_000;
/** 02:00 in Shanghai, in the day of UTC. */
const NIGHT = 18 * 3_600_000;

/**
 * Fills a tenant by sets, as the owner and behind the wall of row-level security: the registry, the records with their
 * slots, the unique values and the search rows, all as the product's own write path would have left them.
 */
export async function fillCustomers(client: pg.Client, tenant: FilledTenant, count: number, from = 0): Promise<void> {
  const now = Date.now();
  const names = new Set<string>();
  const industries = tenant.module.fields.get('industry')?.options?.map((option) => option.key) ?? [];
  for (let start = 0; start < count; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => {
      const made = madeUpCustomer(from + start + index, tenant.users.length, now, industries);
      const name = names.has(made.name) ? `${made.name}（${from + start + index}）` : made.name;
      names.add(name);
      return rowOf({ ...made, name }, tenant);
    });
    await client.query(`begin; set local app.tenant_id to '${tenant.tenantId}'; set local synchronous_commit = off`);
    for (const { text, values } of statements(tenant, rows)) await client.query(text, values as unknown[]);
    await client.query('commit');
  }
}

type FilledRow = ReturnType<typeof rowOf>;

function rowOf(made: MadeUpCustomer, tenant: FilledTenant) {
  const { custom, users } = tenant;
  const id = newId(made.createdAt);
  const inPool = made.inPool && tenant.poolId !== null;
  const seller = users[made.owner % users.length] ?? null;
  const option = custom && made.channel !== null ? (custom.options[made.channel] ?? null) : null;
  const document = {
    ...(custom && option !== null && { [custom.select.key]: option }),
    ...(custom && made.amount !== null && { [custom.number.key]: made.amount }),
  };
  return {
    ...made,
    id,
    seller,
    ownerId: inPool ? null : seller,
    poolId: inPool ? tenant.poolId : null,
    option,
    document: JSON.stringify(document),
    reclaimAt: inPool || made.deleted || tenant.rule === null ? null : nightAfter(made, tenant.rule.days),
  };
}

/** The night in which the rule reaches the customer: two o'clock in Shanghai; holidays are left to the sweep itself. */
function nightAfter({ createdAt, lastFollowUpAt }: MadeUpCustomer, days: number): Date {
  const due = Math.max((lastFollowUpAt ?? createdAt).getTime() + days * DAY_MS, Date.now());
  return new Date(Math.ceil((due - NIGHT) / DAY_MS) * DAY_MS + NIGHT);
}

function statements(
  { tenantId, module, custom, rule }: FilledTenant,
  rows: readonly FilledRow[],
): { text: string; values: readonly unknown[] }[] {
  const column = <T>(read: (row: FilledRow) => T): T[] => rows.map(read);
  const nameField = module.fields.get('name');
  const live = rows.filter((row) => !row.deleted);
  const searched = live.map(
    (row) => searchRowStatements({ tenantId }, module, { ...row, createdBy: row.seller })[0]?.values ?? [],
  );
  const slots = custom ? `, ${custom.select.slot}, ${custom.number.slot}` : '';
  return [
    {
      text: `insert into record (tenant_id, id, module_key, owner_id, deleted_at)
             select $1, * from unnest($2::uuid[], array_fill('customers'::text, array[$5::int]), $3::uuid[], $4::timestamptz[])`,
      values: [
        tenantId,
        column((row) => row.id),
        column((row) => row.ownerId),
        column((row) => (row.deleted ? row.updatedAt : null)),
        rows.length,
      ],
    },
    {
      text: `insert into customers (tenant_id, id, created_at, updated_at, created_by, updated_by, owner_id, pool_id, owned_since, pooled_at, deleted_at, name, name_sort,
               kind, level, deal_state, lifecycle, mobile, industry, region, rating, next_contact_at, last_follow_up_at, remark, reclaim_at, reclaim_rule, custom${slots})
             select $1, r.id, r.created_at, r.updated_at, r.seller, r.seller, r.owner_id, r.pool_id, case when r.owner_id is not null then r.created_at end,
               case when r.pool_id is not null then r.updated_at end, r.deleted_at, r.name, r.name_sort,
               'company', r.level, 'open', 'potential', r.mobile, r.industry, r.region, r.rating, r.next_contact_at, r.last_follow_up_at, r.remark, r.reclaim_at, r.reclaim_rule, r.document${custom ? ', r.option, r.amount' : ''}
             from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::uuid[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[],
               $13::text[], $14::text[], $15::int2[], $16::timestamptz[], $17::timestamptz[], $18::text[], $19::jsonb[], $20::text[], $21::float8[], $22::timestamptz[], $23::uuid[])
               as r (id, created_at, updated_at, seller, owner_id, pool_id, deleted_at, name, name_sort, level, mobile, industry, region, rating, next_contact_at, last_follow_up_at, remark, document, option, amount, reclaim_at, reclaim_rule)`,
      values: [
        tenantId,
        column((row) => row.id),
        column((row) => row.createdAt),
        column((row) => row.updatedAt),
        column((row) => row.seller),
        column((row) => row.ownerId),
        column((row) => row.poolId),
        column((row) => (row.deleted ? row.updatedAt : null)),
        column((row) => row.name),
        column((row) => nameSort(row.name)),
        column((row) => row.level),
        column((row) => row.mobile),
        column((row) => row.industry),
        column((row) => row.region),
        column((row) => row.rating),
        column((row) => row.nextContactAt),
        column((row) => row.lastFollowUpAt),
        column((row) => row.remark),
        column((row) => row.document),
        column((row) => row.option),
        column((row) => row.amount),
        column((row) => row.reclaimAt),
        column((row) => (row.reclaimAt ? rule?.id : null)),
      ],
    },
    {
      text: `insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id) select $1, 'customers', 'name', * from unnest($2::text[], $3::uuid[])`,
      values: [
        tenantId,
        live.map((row) => (nameField ? normaliseUnique(nameField, row.name) : row.name)),
        live.map((row) => row.id),
      ],
    },
    {
      text: `insert into search_row (tenant_id, module_key, record_id, owner_id, created_by, recency, tokens, fields, texts)
             select $1, 'customers', r.id, r.owner_id, r.created_by, r.recency, string_to_array(r.tokens, E'\\x01'), string_to_array(r.fields, E'\\x01'), string_to_array(r.texts, E'\\x01')
             from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $8::text[]) as r (id, owner_id, created_by, recency, tokens, fields, texts)`,
      values: [
        tenantId,
        ...[2, 3, 4, 5].map((at) => searched.map((values) => values[at])),
        ...[6, 7, 8].map((at) => searched.map((values) => (values[at] as string[]).join('\x01'))),
      ],
    },
  ];
}

import type { FloorSettings } from './floor-settings.js';

/** Columns of the page, by hand. */
export const COLUMNS = `c.id, c.version, c.created_at, c.updated_at, c.created_by, c.updated_by, c.owner_id, c.pool_id, c.name, c.kind, c.level, c.type, c.industry, c.source,
  c.nature, c.rating, c.annual_revenue, c.headcount, c.credit_code, c.mobile, c.telephone, c.wechat, c.qq, c.email, c.website, c.country, c.region, c.address, c.postcode,
  c.stock_code, c.sic_code, c.need, c.primary_contact, c.parent, c.next_contact_at, c.deal_state, c.deal_at, c.lifecycle, c.lifecycle_since, c.do_not_contact,
  c.credit_limit_minor, c.credit_limit_currency, c.credit_days, c.payment_terms, c.photos, c.attachments, c.remark, c.custom, c.last_follow_up_at, c.owned_since,
  c.former_owner_id, c.pooled_at, c.pool_reason, c.locked, c.reclaim_at`;

/** Names of the people of a page of customers `c`, and of its pool. */
export const NAMES = `o.name as owner_name, m.name as creator_name, e.name as editor_name, f.name as former_name, p.name as pool_name`;
export const JOINS = `left join app_user o on o.tenant_id = $1 and o.id = c.owner_id
  left join app_user m on m.tenant_id = $1 and m.id = c.created_by
  left join app_user e on e.tenant_id = $1 and e.id = c.updated_by
  left join app_user f on f.tenant_id = $1 and f.id = c.former_owner_id
  left join pool p on p.tenant_id = $1 and p.id = c.pool_id`;

/** A row as `pg` gives it. */
export interface CustomerRow {
  readonly id: string;
  readonly created_at: Date;
  readonly custom: Readonly<Record<string, unknown>>;
  readonly [column: string]: unknown;
}

const LABELLED = [
  'kind',
  'level',
  'type',
  'industry',
  'source',
  'nature',
  'annual_revenue',
  'headcount',
  'region',
  'deal_state',
  'lifecycle',
  'payment_terms',
] as const;
const DAY = 86_400_000;
const EAST_EIGHT = 8 * 3_600_000;

/** The answer's object for a row: the same keys and texts as the product's. */
export function floorRecord(row: CustomerRow, settings: FloorSettings, actor: string): Record<string, unknown> {
  const { labels, custom, users } = settings;
  const own: Record<string, unknown> = {};
  const display: Record<string, string | null> = {};
  for (const column of LABELLED) {
    const value = row[column];
    if (typeof value === 'string') display[camel(column)] = labels[column]?.[value] ?? null;
  }
  for (const { key } of custom) {
    const value = row.custom[key] ?? null;
    own[key] = value;
    if (typeof value === 'string' && labels[key]) display[key] = labels[key]?.[value] ?? null;
  }
  if (row['created_by']) display['createdBy'] = row['creator_name'] as string | null;
  if (row['updated_by']) display['updatedBy'] = row['editor_name'] as string | null;
  if (row['owner_id']) display['ownerId'] = row['owner_name'] as string | null;
  if (row['former_owner_id']) display['formerOwnerId'] = row['former_name'] as string | null;
  if (row['pool_id']) display['poolId'] = row['pool_name'] as string | null;
  const reclaimAt = row['reclaim_at'] as Date | null;
  return {
    name: row['name'],
    kind: row['kind'],
    level: row['level'],
    type: row['type'],
    industry: row['industry'],
    source: row['source'],
    nature: row['nature'],
    rating: row['rating'],
    annualRevenue: row['annual_revenue'],
    headcount: row['headcount'],
    creditCode: row['credit_code'],
    mobile: row['mobile'],
    telephone: row['telephone'],
    wechat: row['wechat'],
    qq: row['qq'],
    email: row['email'],
    website: row['website'],
    country: row['country'],
    region: row['region'],
    address: row['address'],
    postcode: row['postcode'],
    stockCode: row['stock_code'],
    sicCode: row['sic_code'],
    need: row['need'],
    primaryContact: row['primary_contact'],
    parent: row['parent'],
    nextContactAt: row['next_contact_at'],
    dealState: row['deal_state'],
    dealAt: row['deal_at'],
    lifecycle: row['lifecycle'],
    lifecycleSince: row['lifecycle_since'],
    doNotContact: row['do_not_contact'],
    creditLimit:
      row['credit_limit_minor'] === null
        ? null
        : { amount: (Number(row['credit_limit_minor']) / 100).toFixed(2), currency: row['credit_limit_currency'] },
    creditDays: row['credit_days'] === null ? null : Number(row['credit_days']),
    paymentTerms: row['payment_terms'],
    photos: row['photos'],
    attachments: row['attachments'],
    remark: row['remark'],
    ...own,
    id: row.id,
    version: row['version'],
    createdAt: row.created_at,
    updatedAt: row['updated_at'],
    createdBy: row['created_by'],
    updatedBy: row['updated_by'],
    ownerId: row['owner_id'],
    lastFollowUpAt: row['last_follow_up_at'],
    poolId: row['pool_id'],
    ownedSince: row['owned_since'],
    formerOwnerId: row['former_owner_id'],
    pooledAt: row['pooled_at'],
    poolReason: row['pool_reason'],
    locked: row['locked'],
    reclaimAt,
    daysToReclaim:
      reclaimAt === null
        ? null
        : Math.floor((reclaimAt.getTime() + EAST_EIGHT) / DAY) - Math.floor((Date.now() + EAST_EIGHT) / DAY),
    _display: display,
    _why: row['owner_id'] === users[actor] ? 'owner' : 'department',
  };
}

const camelOf = new Map(
  LABELLED.map((column) => [column, column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]),
);
const camel = (column: (typeof LABELLED)[number]): string => camelOf.get(column) ?? column;

import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { COLUMNS, floorRecord, JOINS, NAMES, type CustomerRow } from './floor-record.js';
import type { FloorSettings } from './floor-settings.js';
import { FLOOR_CONTACTS, FLOOR_CUSTOMERS, FLOOR_FOLLOW_UPS } from './floor-tables.js';

const CAN = [
  'read',
  'create',
  'edit',
  'delete',
  'transfer',
  'claim',
  'allocate',
  'putInPool',
  'lock',
  'import',
  'export',
  'send',
  'team',
];

/** One record as its page shows it. */
export function floorSingle(
  row: CustomerRow,
  watched: boolean,
  settings: FloorSettings,
  actor = 'administrator',
): Record<string, unknown> {
  return { ...floorRecord(row, settings, actor), _can: CAN, _watched: watched };
}

/** Single records, counts and sums. */
export function addReads(app: FastifyInstance, pool: pg.Pool, settings: FloorSettings): void {
  const { tenantId, scopes, users } = settings;
  const single = `select ${COLUMNS}, ${NAMES}, exists (select from record_watch w where w.tenant_id = $1 and w.record_id = $2 and w.user_id = $3) as watched
    from ${FLOOR_CUSTOMERS} c ${JOINS} where c.id = $2 and c.deleted_at is null`;
  const capped = (from: string): string => `(select count(*)::int from (select from ${from} limit 1000) t)`;
  const mine = `${FLOOR_CUSTOMERS} where deleted_at is null and owner_id = $1`;
  const home = `select ${capped(`${mine} and next_contact_at >= $2 and next_contact_at < $3`)} as "contactToday",
    ${capped(`${mine} and next_contact_at < $2`)} as overdue,
    ${capped(`${mine} and reclaim_at >= $2 and reclaim_at < $2::timestamptz + interval '8 days'`)} as "expiringSoon",
    ${capped(`${mine} and created_at >= $4`)} as "newThisMonth", ${capped(mine)} as mine`;
  const related = `select ${capped(`${FLOOR_CONTACTS} where customer = $1 and deleted_at is null`)} as contacts,
    ${capped(`${FLOOR_FOLLOW_UPS} where target_id = $1 and deleted_at is null`)} as "followUps",
    ${capped(`${FLOOR_CUSTOMERS} where parent = $1 and deleted_at is null`)} as customers`;

  app.get<{ Params: { id: string }; Querystring: { as: string } }>('/record/:id', async (request, reply) => {
    const { rows } = await pool.query<CustomerRow>({
      name: 'single',
      text: single,
      values: [tenantId, request.params.id, users[request.query.as]],
    });
    const [row] = rows;
    return row ? floorSingle(row, row['watched'] === true, settings, request.query.as) : reply.status(404).send();
  });
  app.get<{ Params: { id: string } }>('/related/:id', async (request) => {
    const { rows } = await pool.query({ name: 'related', text: related, values: [request.params.id] });
    return rows[0];
  });
  app.get<{ Querystring: { as: string } }>('/home', async ({ query }) => {
    const day = new Date(Math.floor((Date.now() + EAST_EIGHT) / DAY) * DAY - EAST_EIGHT);
    const local = new Date(day.getTime() + EAST_EIGHT);
    const month = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - EAST_EIGHT);
    const values = [users[query.as], day, new Date(day.getTime() + DAY), month];
    const { rows } = await pool.query({ name: 'home', text: home, values });
    return { counts: rows[0] };
  });
  app.get<{ Querystring: { as: string } }>('/aggregate', async ({ query }) => {
    const owners = scopes[query.as];
    const { rows } = await pool.query<{ industry: string | null; month: string; count: number }>({
      name: `aggregate ${query.as}`,
      text: `select industry, to_char(date_trunc('month', created_at at time zone 'Asia/Shanghai'), 'YYYY-MM') as month, count(*)::int as count
             from ${FLOOR_CUSTOMERS} where deleted_at is null${owners ? ' and owner_id = any($1::uuid[])' : ''} group by 1, 2 order by 1, 2`,
      values: owners ? [owners] : [],
    });
    return { rows: rows.map(({ industry, month, count }) => ({ keys: [industry, month], values: { count } })) };
  });
}

const DAY = 86_400_000;
const EAST_EIGHT = 8 * 3_600_000;

import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { COLUMNS, floorRecord, JOINS, NAMES, type CustomerRow } from './floor-record.js';
import type { FloorSettings } from './floor-settings.js';

/** A page: the rows by the index first, the names of these rows after. */
const page = (where: string, order: string): string =>
  `select c.*, ${NAMES} from (select ${COLUMNS}, n1 from customers c where c.tenant_id = $1 and c.deleted_at is null${where} order by ${order} limit 21) c ${JOINS} order by ${order}`;

const NEWEST = page('', 'c.created_at desc, c.id desc');

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
export function floorSingle(row: CustomerRow, watched: boolean, settings: FloorSettings): Record<string, unknown> {
  return { ...floorRecord(row, settings), _can: CAN, _watched: watched };
}

/** Lists and single records. */
export function addReads(app: FastifyInstance, pool: pg.Pool, settings: FloorSettings): void {
  const { tenantId, select, number, userId } = settings;
  const sorted = page(
    ` and c.${select.slot} = $2 and c.${number.slot} is not null`,
    `c.${number.slot} desc, c.id desc`,
  );
  const found = `select c.*, ${NAMES} from (
      select ${COLUMNS} from search_row s join customers c on c.tenant_id = s.tenant_id and c.id = s.record_id
      where s.tokens @> $2::text[] and s.tenant_id = $1 and s.module_key = 'customers' and c.deleted_at is null
        and exists (select from unnest(s.texts) t where position($3 in t) > 0)
      order by c.created_at desc, c.id desc limit 21) c ${JOINS} order by c.created_at desc, c.id desc`;
  const single = `select ${COLUMNS}, ${NAMES}, exists (select from record_watch w where w.tenant_id = $1 and w.record_id = $2 and w.user_id = $3) as watched
    from customers c ${JOINS} where c.tenant_id = $1 and c.id = $2 and c.deleted_at is null`;

  const answer = (rows: readonly CustomerRow[], key: (row: CustomerRow) => unknown): object => {
    const shown = rows.slice(0, 20);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => floorRecord(row, settings)),
      nextCursor:
        rows.length > 20 && last ? Buffer.from(JSON.stringify([key(last), last.id])).toString('base64url') : null,
    };
  };

  app.get('/list', async () => {
    const { rows } = await pool.query<CustomerRow>({ name: 'list', text: NEWEST, values: [tenantId] });
    return answer(rows, (row) => row.created_at);
  });
  app.get<{ Querystring: { option: string } }>('/sorted', async (request) => {
    const { rows } = await pool.query<CustomerRow>({
      name: 'sorted',
      text: sorted,
      values: [tenantId, request.query.option],
    });
    return answer(rows, (row) => row[number.slot]);
  });
  app.get<{ Querystring: { tokens: string; word: string } }>('/found', async (request) => {
    const prefix = tenantId.replaceAll('-', '').slice(-8);
    const tokens = request.query.tokens.split(',').map((token) => `${prefix}${token}`);
    const { rows } = await pool.query<CustomerRow>({
      name: 'found',
      text: found,
      values: [tenantId, tokens, request.query.word],
    });
    return answer(rows, (row) => row.created_at);
  });
  app.get<{ Params: { id: string } }>('/record/:id', async (request, reply) => {
    const { rows } = await pool.query<CustomerRow>({
      name: 'single',
      text: single,
      values: [tenantId, request.params.id, userId],
    });
    const [row] = rows;
    return row ? floorSingle(row, row['watched'] === true, settings) : reply.status(404).send();
  });
}

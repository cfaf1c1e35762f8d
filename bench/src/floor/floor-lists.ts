import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { COLUMNS, floorRecord, JOINS, NAMES, type CustomerRow } from './floor-record.js';
import { fieldOf, type FloorSettings } from './floor-settings.js';
import { FLOOR_CONTACTS, FLOOR_CUSTOMERS, FLOOR_SORTED } from './floor-tables.js';

const PAGE = 20;

interface ListQuery {
  readonly as: string;
  readonly page?: string;
  readonly channel?: string;
  readonly grade?: string;
  readonly least?: string;
  readonly tokens?: string;
  readonly word?: string;
}

/** The values of a statement after the tenant, which names and search words belong to; and the condition of what the actor sees. */
class Conditions {
  readonly values: unknown[];
  readonly own: string;

  constructor({ tenantId, scopes }: FloorSettings, actor: string) {
    this.values = [tenantId];
    const owners = scopes[actor];
    if (owners === undefined) throw new Error(`the floor knows no ${actor}`);
    this.own =
      owners === null
        ? ''
        : ` and c.owner_id = ${owners.length === 1 ? this.add(owners[0]) : `any(${this.add(owners)}::uuid[])`}`;
  }

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** A page: the rows by the index first, the names of these rows after. */
const page = (from: string, order: string, offset = 0, more = ''): string =>
  `select c.*, ${NAMES} from (select ${COLUMNS}${more} from ${from} order by ${order} limit ${PAGE + 1} offset ${offset}) c ${JOINS} order by ${order}`;

/** Lists, each written by hand for the one question. */
export function addLists(app: FastifyInstance, pool: pg.Pool, settings: FloorSettings): void {
  const channel = fieldOf(settings, 'channel');
  const grade = fieldOf(settings, 'grade');
  const amount = fieldOf(settings, 'amount');
  const score = fieldOf(settings, 'score');
  const live = `${FLOOR_CUSTOMERS} c where c.deleted_at is null`;
  const newest = 'c.created_at desc nulls last, c.id desc';
  const sorting = `, c.${amount.slot}`;
  const byAmount = `c.${amount.slot} desc nulls last, c.id desc`;
  const customers = (path: string, write: (query: ListQuery, conditions: Conditions) => string): void => {
    app.get<{ Querystring: ListQuery }>(path, async ({ query }) => {
      const conditions = new Conditions(settings, query.as);
      const text = write(query, conditions);
      const { rows } = await pool.query<CustomerRow>({ name: `${path} ${query.as}`, text, values: conditions.values });
      return answer(rows, (row) => floorRecord(row, settings, query.as));
    });
  };
  customers('/list', ({ page: number = '1' }, { own }) => page(`${live}${own}`, newest, (Number(number) - 1) * PAGE));
  customers('/page', (_query, { own }) => page(`${live}${own}`, newest, 49 * PAGE));
  customers('/filtered', ({ channel: option }, conditions) =>
    page(`${live}${conditions.own} and c.${channel.slot} = ${conditions.add(option)}`, byAmount, 0, sorting),
  );
  customers('/sorted', (query, conditions) =>
    page(
      `${live}${conditions.own} and c.${channel.slot} = ${conditions.add(query.channel)} and c.${grade.slot} = ${conditions.add(query.grade)}`,
      byAmount,
      0,
      sorting,
    ),
  );
  customers('/composite', (query, conditions) => {
    const test = `c.${channel.slot} = ${conditions.add(query.channel)} and c.${grade.slot} = ${conditions.add(query.grade)}${conditions.own}`;
    return `select c.*, ${NAMES} from (
        select ${COLUMNS} from (select id from ${FLOOR_SORTED} c where ${test} order by ${byAmount} limit ${PAGE + 1}) s
        join ${FLOOR_CUSTOMERS} c on c.id = s.id) c ${JOINS} order by (c.custom->>'${amount.key}')::float8 desc nulls last, c.id desc`;
  });
  customers('/unindexed', ({ least }, conditions) =>
    page(
      `${live}${conditions.own} and (c.custom->>'${score.key}')::float8 >= ${conditions.add(Number(least))}`,
      newest,
    ),
  );
  customers('/found', ({ tokens = '', word }, conditions) => {
    const prefix = settings.tenantId.replaceAll('-', '').slice(-8);
    const sought = conditions.add(tokens.split(',').map((token) => `${prefix}${token}`));
    return page(
      `search_row s join ${FLOOR_CUSTOMERS} c on c.id = s.record_id
       where s.tokens @> ${sought}::text[] and s.tenant_id = $1 and s.module_key = 'customers' and c.deleted_at is null${conditions.own}
         and exists (select from unnest(s.texts) t where position(${conditions.add(word)} in t) > 0)`,
      newest,
    );
  });
  app.get<{ Querystring: ListQuery }>('/contacts', async ({ query }) => {
    const conditions = new Conditions(settings, query.as);
    const { rows } = await pool.query<{ id: string }>({
      name: `contacts ${query.as}`,
      text: `select k.id, k.name, c.name as customer, c.level from ${FLOOR_CONTACTS} k join ${FLOOR_CUSTOMERS} c on c.id = k.customer
             where k.deleted_at is null and c.level is not null${conditions.own} and $1::uuid is not null order by c.level, k.id limit ${PAGE + 1}`,
      values: conditions.values,
    });
    return answer(rows, (row) => row);
  });
}

function answer<Row extends { readonly id: string }>(rows: readonly Row[], shown: (row: Row) => object): object {
  const items = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? items.at(-1) : undefined;
  return { items: items.map(shown), nextCursor: last ? Buffer.from(last.id).toString('base64url') : null };
}

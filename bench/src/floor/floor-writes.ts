import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { newId } from '@ruyi/engine/context';
import { nameSort } from '@ruyi/engine/field-types';
import { searchEntry } from '@ruyi/engine/records';
import { COLUMNS, JOINS, NAMES, type CustomerRow } from './floor-record.js';
import { floorSingle } from './floor-reads.js';
import { fieldOf, type FloorSettings } from './floor-settings.js';
import { FLOOR_CUSTOMERS } from './floor-tables.js';

interface NewCustomer {
  readonly name: string;
  readonly mobile: string;
  readonly level: string;
  readonly industry: string;
  readonly [key: string]: unknown;
}

interface ChangedCustomer {
  readonly version: number;
  readonly remark: string;
  readonly nextContactAt: string;
  readonly [key: string]: unknown;
}

/** Create and update: the same rows in the same tables, each in one statement, so in one trip and one transaction. */
export function addWrites(app: FastifyInstance, pool: pg.Pool, settings: FloorSettings): void {
  const { tenantId, userId } = settings;
  const select = fieldOf(settings, 'channel');
  const number = fieldOf(settings, 'amount');
  const create = `with r as (
      insert into record (tenant_id, id, module_key, owner_id) values ($1, $2, 'customers', $3)
    ), made as (
      insert into ${FLOOR_CUSTOMERS} (tenant_id, id, created_by, updated_by, owner_id, owned_since, name, name_sort, mobile, level, industry, kind, deal_state, lifecycle, lifecycle_since, custom, ${select.slot}, ${number.slot})
      values ($1, $2, $3, $3, $3, now(), $4, $5, $6, $7, $8, 'company', 'open', 'potential', now(), $9, $10, $11) returning *
    ), u as (
      insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id) values ($1, 'customers', 'name', $4, $2)
    ), h as (
      insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, version, after) values ($1, $2, $12, 'customers', $13, 'create', $3, 1, $14)
    ), s as (
      insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts) values ($1, 'customers', $2, $3, now(), $15, array['name', 'mobile'], $18)
    ), e as (
      insert into feed_event (tenant_id, id, kind, users, data) values ($1, $16, 'record', array[$3::uuid], $17)
    ) select ${COLUMNS}, ${NAMES} from made c ${JOINS}`;
  const update = `with before as (
      select remark, next_contact_at, custom from ${FLOOR_CUSTOMERS} where tenant_id = $1 and id = $2 and version = $3 for update
    ), changed as (
      update ${FLOOR_CUSTOMERS} set remark = $5, next_contact_at = $6, custom = custom || $7::jsonb, ${number.slot} = $8, version = version + 1, updated_at = now(), updated_by = $4
      where tenant_id = $1 and id = $2 and version = $3 returning *
    ), h as (
      insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, version, before, after)
      select $1, $2, $9, 'customers', $10, 'update', $4, $3 + 1,
        jsonb_build_object('remark', b.remark, 'nextContactAt', b.next_contact_at, '${number.key}', b.custom->'${number.key}'), $11 from before b
    ), e as (
      insert into feed_event (tenant_id, id, kind, users, data) select $1, $12, 'record', array[$4::uuid, changed.owner_id], $13 from changed
    ) select ${COLUMNS}, ${NAMES}, exists (select from record_watch w where w.tenant_id = $1 and w.record_id = $2 and w.user_id = $4) as watched from changed c ${JOINS}`;

  app.post<{ Body: NewCustomer }>('/create', async (request, reply) => {
    const { name, mobile, level, industry, [select.key]: option, [number.key]: amount } = request.body;
    const id = newId();
    const prefix = tenantId.replaceAll('-', '').slice(-8);
    const entries = [searchEntry(name), searchEntry(mobile)];
    const tokens = [...new Set(entries.flatMap((entry) => entry.tokens))].map((token) => `${prefix}${token}`);
    const { rows } = await pool.query<CustomerRow>({
      name: 'create',
      text: create,
      values: [
        tenantId,
        id,
        userId,
        name,
        nameSort(name),
        mobile,
        level,
        industry,
        JSON.stringify({ [select.key]: option, [number.key]: amount }),
        option,
        amount,
        newId(),
        newId(),
        JSON.stringify(request.body),
        tokens,
        newId(),
        JSON.stringify({ module: 'customers', id, action: 'create' }),
        entries.map((entry) => entry.lines),
      ],
    });
    reply.status(201);
    return rows[0] && floorSingle(rows[0], false, settings);
  });

  app.patch<{ Params: { id: string }; Body: ChangedCustomer }>('/update/:id', async (request, reply) => {
    const { version, remark, nextContactAt, [number.key]: amount } = request.body;
    const { id } = request.params;
    const { rows } = await pool.query<CustomerRow>({
      name: 'update',
      text: update,
      values: [
        tenantId,
        id,
        version,
        userId,
        remark,
        nextContactAt,
        JSON.stringify({ [number.key]: amount }),
        amount,
        newId(),
        newId(),
        JSON.stringify({ remark, nextContactAt, [number.key]: amount }),
        newId(),
        JSON.stringify({ module: 'customers', id, action: 'update' }),
      ],
    });
    const [row] = rows;
    return row ? floorSingle(row, row['watched'] === true, settings) : reply.status(409).send();
  });
}

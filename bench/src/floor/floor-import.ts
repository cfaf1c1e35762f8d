import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { newId } from '@ruyi/engine/context';
import { nameSort } from '@ruyi/engine/field-types';
import { searchEntry } from '@ruyi/engine/records';
import { fieldOf, type FloorSettings } from './floor-settings.js';
import { FLOOR_CUSTOMERS } from './floor-tables.js';

const BATCH = 500;

/** Lines split at commas, five hundred at a time in one statement and one transaction: registry, row, unique name, history, search. */
export function addImport(app: FastifyInstance, pool: pg.Pool, settings: FloorSettings): void {
  const { tenantId, userId } = settings;
  const select = fieldOf(settings, 'channel');
  const number = fieldOf(settings, 'amount');
  const text = `with i as materialized (
      select * from json_to_recordset($4) as i (id uuid, history uuid, name text, sort text, mobile text, level text, industry text,
        remark text, channel text, amount float8, tokens text[], lines text[])
    ), r as (
      insert into record (tenant_id, id, module_key, owner_id) select $1, id, 'customers', $2 from i
    ), made as (
      insert into ${FLOOR_CUSTOMERS} (tenant_id, id, created_by, updated_by, owner_id, owned_since, name, name_sort, mobile, level, industry, remark, kind, deal_state, lifecycle, lifecycle_since, custom, ${select.slot}, ${number.slot})
      select $1, id, $2, $2, $2, now(), name, sort, mobile, level, industry, remark, 'company', 'open', 'potential', now(),
        jsonb_build_object('${select.key}', channel, '${number.key}', amount), channel, amount from i
    ), u as (
      insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id)
      select $1, 'customers', 'name', name, id from i on conflict do nothing
    ), h as (
      insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, version, after)
      select $1, id, history, 'customers', $3, 'create', $2, 1, jsonb_build_object('name', name, 'mobile', mobile, 'level', level,
        'industry', industry, 'remark', remark, 'ownerId', $2, '${select.key}', channel, '${number.key}', amount) from i
    ) insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
      select $1, 'customers', id, $2, now(), tokens, array['name', 'mobile'], lines from i`;
  const prefix = tenantId.replaceAll('-', '').slice(-8);

  const insert = async (lines: readonly string[], changeSet: string): Promise<void> => {
    const rows = lines.map((line) => {
      const [name = '', mobile = '', level, industry, remark, channel, amount] = line.split(',');
      const entries = [searchEntry(name), searchEntry(mobile)];
      const tokens = [...new Set(entries.flatMap((entry) => entry.tokens))].map((token) => `${prefix}${token}`);
      const found = { tokens, lines: entries.map((entry) => entry.lines) };
      const ids = { id: newId(), history: newId() };
      return { ...ids, name, sort: nameSort(name), mobile, level, industry, remark, channel, amount, ...found };
    });
    await pool.query({ name: 'import', text, values: [tenantId, userId, changeSet, JSON.stringify(rows)] });
  };

  app.post<{ Body: { path: string } }>('/import', async (request) => {
    const changeSet = newId();
    let made = -1;
    let batch: string[] = [];
    for await (const line of createInterface({ input: createReadStream(request.body.path) })) {
      made += 1;
      if (made === 0) continue;
      batch.push(line);
      if (batch.length < BATCH) continue;
      await insert(batch, changeSet);
      batch = [];
    }
    if (batch.length > 0) await insert(batch, changeSet);
    return { made };
  });
}

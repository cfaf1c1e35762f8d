import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@ruyi/engine/context';
import { testDatabase, type TestDatabase } from '@ruyi/testing';
import { Parameters } from './parameters.js';
import type { Pool, PoolTraits, ReclaimRule } from './pool.js';
import { NO_LIMITS } from './pool.js';
import { planReclaim } from './reclaim-plan.js';
import { reclaimSql } from './reclaim-sql.js';

const traits: PoolTraits = {
  module: 'customers',
  table: 'customers',
  nameColumn: 'name',
  levelColumn: 'level',
  dealColumn: 'deal_state',
  dealValue: 'deal',
  dealAtColumn: 'deal_at',
  watchedFields: [],
  followers: [],
};
const tenantId = newId();
const ann = newId();
const pool: Pool = {
  id: newId(),
  module: 'customers',
  name: '默认公海',
  position: 0,
  enabled: true,
  members: { everybody: true, users: [], departments: [] },
  admins: { users: [], departments: [] },
  visibleFields: null,
  limits: NO_LIMITS,
  version: 1,
};
/** Saturday, 21:24 in Shanghai. */
const now = new Date('2026-11-21T13:24:00Z');

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});

function rule(over: Partial<ReclaimRule>): ReclaimRule {
  return {
    id: newId(),
    kind: 'noFollowUp',
    enabled: true,
    days: { default: 30, byLevel: {} },
    dayKind: 'natural',
    spareDeals: true,
    spareOpenOpportunities: true,
    enabledAt: new Date('2026-01-01T00:00:00Z'),
    graceUntil: new Date('2026-01-08T00:00:00Z'),
    ...over,
  };
}

interface Facts {
  owned?: string;
  followed?: string;
  level?: string;
  deal?: string;
  locked?: boolean;
  pooled?: string;
}

async function reclaimOf(
  facts: Facts,
  rules: ReclaimRule[],
  asOf = now,
  pauses: string[] = [],
  timeZone = 'Asia/Shanghai',
): Promise<Record<string, unknown>> {
  const id = newId();
  await db.ownerQuery(
    `insert into customers (tenant_id, id, owner_id, name, owned_since, last_follow_up_at, level, deal_state, locked, pooled_at)
     values ($1, $2, $3, 'x', $4, $5, $6, $7, $8, $9)`,
    [
      tenantId,
      id,
      ann,
      facts.owned ?? '2026-11-01T02:00:00Z',
      facts.followed ?? null,
      facts.level ?? null,
      facts.deal ?? null,
      facts.locked ?? false,
      facts.pooled ?? null,
    ],
  );
  const plan = planReclaim({
    tenantId,
    traits,
    timeZone,
    asOf,
    pools: [{ pool, rules, ownerIds: [ann] }],
    pauseDates: new Set(pauses),
  });
  const parameters = new Parameters();
  const sql = reclaimSql(plan, parameters);
  const tenant = parameters.add(tenantId);
  const record = parameters.add(id);
  const [row] = await db.database.transaction(tenantId, (tx) =>
    tx.query({
      text: `with ${sql.ctes} select reclaim.* from customers r ${sql.lateral('r')} where r.tenant_id = ${tenant} and r.id = ${record}`,
      values: parameters.values,
    }),
  );
  return row ?? {};
}

const iso = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);

describe('the reclaim formula', () => {
  beforeEach(async () => {
    await db.ownerQuery(
      `insert into record (tenant_id, id, module_key) values ($1, $2, 'customers') on conflict do nothing`,
      [tenantId, newId()],
    );
  });

  it('counts from the later of last follow-up and receipt, to the first night after', async () => {
    const row = await reclaimOf({ owned: '2026-11-01T02:00:00Z', followed: '2026-11-10T07:00:00Z' }, [rule({})]);
    expect(iso(row['due_at'])).toBe('2026-12-10T07:00:00.000Z');
    expect(iso(row['reclaim_at'])).toBe('2026-12-10T18:00:00.000Z');
    const received = await reclaimOf({ owned: '2026-11-15T02:00:00Z', followed: '2026-11-10T07:00:00Z' }, [rule({})]);
    expect(iso(received['due_at'])).toBe('2026-12-15T02:00:00.000Z');
  });

  it.each([
    // The night of 8 March 2026 has no 02:00 in New York: its sweep comes when the clocks have gone from 01:59 to 03:00.
    ['America/New_York', '2026-03-05T17:00:00Z', '2026-03-08T16:00:00.000Z', '2026-03-09T06:00:00.000Z'],
    ['America/New_York', '2026-03-05T06:30:00Z', '2026-03-08T06:30:00.000Z', '2026-03-08T07:00:00.000Z'],
    // 02:30 of that night does not exist: it is due half an hour after the sweep, and waits for the next.
    ['America/New_York', '2026-03-05T07:30:00Z', '2026-03-08T07:30:00.000Z', '2026-03-09T06:00:00.000Z'],
    // 02:00 of that night is the instant of the sweep, three on the wall: the sweep takes it.
    ['America/New_York', '2026-03-05T07:00:00Z', '2026-03-08T07:00:00.000Z', '2026-03-08T07:00:00.000Z'],
    // 02:00 of 25 October 2026 comes twice in Berlin: due at the second, an hour after the sweep.
    ['Europe/Berlin', '2026-10-22T00:00:00Z', '2026-10-25T01:00:00.000Z', '2026-10-26T01:00:00.000Z'],
    // 02:30 of 25 October 2026 comes twice in Berlin.
    ['Europe/Berlin', '2026-10-22T00:30:00Z', '2026-10-25T01:30:00.000Z', '2026-10-26T01:00:00.000Z'],
    ['Europe/Berlin', '2026-10-21T23:30:00Z', '2026-10-24T23:30:00.000Z', '2026-10-25T00:00:00.000Z'],
  ])(
    'counts three days of the wall clock over a change of the clocks: %s, from %s',
    async (zone, owned, due, night) => {
      const days = { default: 3, byLevel: {} };
      const row = await reclaimOf({ owned }, [rule({ days })], new Date(owned), [], zone);
      expect([iso(row['due_at']), iso(row['reclaim_at'])]).toEqual([due, night]);
    },
  );

  it('moves what is overdue to the coming night, past holidays and pauses', async () => {
    const overdue = { owned: '2026-01-05T02:00:00Z' };
    expect(iso((await reclaimOf(overdue, [rule({})]))['reclaim_at'])).toBe('2026-11-21T18:00:00.000Z');
    expect(iso((await reclaimOf(overdue, [rule({})], now, ['2026-11-22']))['reclaim_at'])).toBe(
      '2026-11-22T18:00:00.000Z',
    );
    const nationalDay = await reclaimOf(overdue, [rule({})], new Date('2026-09-30T13:00:00Z'));
    expect(iso(nationalDay['reclaim_at'])).toBe('2026-10-07T18:00:00.000Z');
  });

  it('takes the days of the level, and never where the level says so', async () => {
    const days = { default: 30, byLevel: { A: 60, D: null } };
    expect(iso((await reclaimOf({ level: 'A' }, [rule({ days })]))['due_at'])).toBe('2026-12-31T02:00:00.000Z');
    expect(iso((await reclaimOf({ level: 'B' }, [rule({ days })]))['due_at'])).toBe('2026-12-01T02:00:00.000Z');
    expect((await reclaimOf({ level: 'D' }, [rule({ days })]))['due_at']).toBeNull();
  });

  it('counts working days by the statutory calendar', async () => {
    // Monday 28 September + 5 working days: 29, 30 September, then the 8th, 9th and the Saturday worked in lieu, the 10th.
    const row = await reclaimOf(
      { owned: '2026-09-28T02:00:00Z' },
      [rule({ dayKind: 'working', days: { default: 5, byLevel: {} } })],
      new Date('2026-09-29T00:00:00Z'),
    );
    expect(iso(row['due_at'])).toBe('2026-10-10T02:00:00.000Z');
  });

  it('spares deals where the rule says so, and locked records always', async () => {
    expect((await reclaimOf({ deal: 'deal' }, [rule({})]))['due_at']).toBeNull();
    expect((await reclaimOf({ deal: 'deal' }, [rule({ spareDeals: false })]))['due_at']).not.toBeNull();
    expect((await reclaimOf({ locked: true }, [rule({})]))['due_at']).toBeNull();
  });

  it('gives what was overdue when the rule was switched on its grace', async () => {
    const fresh = rule({ enabledAt: new Date('2026-11-21T12:00:00Z'), graceUntil: new Date('2026-11-28T12:00:00Z') });
    expect(iso((await reclaimOf({ owned: '2026-01-01T02:00:00Z' }, [fresh]))['reclaim_at'])).toBe(
      '2026-11-28T18:00:00.000Z',
    );
    expect(iso((await reclaimOf({ owned: '2026-11-20T02:00:00Z' }, [fresh]))['due_at'])).toBe(
      '2026-12-20T02:00:00.000Z',
    );
  });

  it('leaves a record that was claimed today alone, and takes the earliest of several rules', async () => {
    const claimed = await reclaimOf({ owned: '2026-11-21T10:00:00Z', pooled: '2026-11-01T00:00:00Z' }, [
      rule({ days: { default: 0, byLevel: {} } }),
    ]);
    expect(iso(claimed['due_at'])).toBe('2026-11-22T10:00:00.000Z');
    const both = await reclaimOf({}, [rule({}), rule({ kind: 'noDeal', days: { default: 25, byLevel: {} } })]);
    expect(both).toMatchObject({ rule_kind: 'noDeal', rule_days: 25 });
  });
});

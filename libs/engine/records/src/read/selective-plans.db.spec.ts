import { beforeAll, describe, expect, it } from 'vitest';
import type { FilterNode } from '@ruyi/contract/metadata';
import { WALKED_ROWS, compileList, resolveList, type QueryScope } from '@ruyi/engine/query';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { explain } from './plan-walk.js';
import { plannedCompany, type PlannedCompany } from './planned-company.js';
import { rowsOfRequest } from './rows-of-request.js';

const RUNS = 7;
const LIMIT = 20;
/** Rows of the page itself, one to tell whether there are more, and those of deleted records between them. */
const A_FEW = 100;
/** What a salesperson owns and shares. */
const OWN = 450;

type Who = Exclude<keyof PlannedCompany, 'crm'>;
interface Condition {
  readonly filter: FilterNode;
  /** The same in SQL, to count its matches without the compiler. */
  readonly sql: string;
}

/** A quarter, a fifth, and one in a thousand of the company's customers. */
const CHANNEL: Condition = { filter: { field: 'c_channel', op: 'eq', value: 'c' }, sql: `t1 = 'c'` };
const LEVEL: Condition = { filter: { field: 'level', op: 'eq', value: 'B' }, sql: `level = 'B'` };
/** That of the rare ones. */
const THEIRS: Condition = { filter: { field: 'c_channel', op: 'eq', value: 'a' }, sql: `t1 = 'a'` };
const RARE: Condition = { filter: { field: 'c_number', op: 'eq', value: 8 }, sql: 'n1 = 8' };

const NEWEST = undefined;
const BY_NUMBER = [{ field: 'c_number', descending: true }];
const BY_CONTACT = [{ field: 'nextContactAt' }];

/** Each scope under one and two filters, in three orders. */
const CASES = (['admin', 'sales', 'lead', 'head', 'chief'] as const satisfies readonly Who[]).flatMap((who) =>
  [[LEVEL], [CHANNEL, LEVEL], [RARE], [THEIRS, RARE]].flatMap((conditions) =>
    [NEWEST, BY_NUMBER, BY_CONTACT].map((sort) => ({
      who,
      conditions,
      sort,
      said: `${who}: ${conditions.map(({ sql }) => sql).join(' and ')}, by ${sort?.[0]?.field ?? 'createdAt'}`,
    })),
  ),
);

describe('a list reads at most the matches of the more selective filter, or one bounded walk first', () => {
  let company: PlannedCompany;
  beforeAll(async () => {
    company = await plannedCompany(await testDatabase(), shippedModules);
  }, 300_000);

  async function count(sql: string): Promise<number> {
    const { crm } = company;
    const text = `select count(*)::int as n from customers where tenant_id = $1 and ${sql}`;
    const [row] = await crm.db.ownerQuery<{ n: number }>(text, [crm.tenantId]);
    return row?.n ?? 0;
  }

  it.each(CASES)('$said', async ({ who, conditions, sort }) => {
    const { crm } = company;
    const scope: QueryScope = {
      model: crm.model(),
      actor: await crm.actors.of(crm.as(company[who])),
      timeZone: 'Asia/Shanghai',
      baseCurrency: 'CNY',
      now: new Date(),
    };
    const request = { filter: { and: conditions.map(({ filter }) => filter) }, ...(sort && { sort }) };
    const list = compileList(
      resolveList(scope, { ...rowsOfRequest(scope, 'customers', request), ...request, fields: ['name'], limit: LIMIT }),
      crm.cursors,
    );
    const selective = Math.min(...(await Promise.all(conditions.map(({ sql }) => count(sql)))));
    const reach = who === 'sales' ? Math.min(selective, OWN) : selective;
    await crm.db.database.transaction(crm.tenantId, async (tx) => {
      for (let run = 0; run < RUNS; run += 1) {
        const first = await explain(tx, list.statement);
        const { length } = await tx.query(list.statement);
        const walks = list.instead(0) !== null;
        const second = list.instead(length);
        // A walk that fills the page is the answer; one that does not has read its rows, and the page is asked for as a whole.
        const most = !walks ? reach : second ? WALKED_ROWS : Math.min(reach, WALKED_ROWS);
        expect(first.rowsTouched, first.text).toBeLessThanOrEqual(most + A_FEW);
        expect(first.sorted, first.text).toBeLessThanOrEqual(reach + A_FEW);
        if (!second) continue;
        const whole = await explain(tx, second);
        expect(whole.rowsTouched, whole.text).toBeLessThanOrEqual(reach + A_FEW);
      }
    });
  });
});

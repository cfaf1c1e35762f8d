import { shippedBehaviours } from '@ruyi/modules/shipped';
import { expect, it } from 'vitest';
import { recordWorld } from './testing/record-world.js';

const world = await recordWorld({ behaviours: shippedBehaviours });
const boss = await world.person('王芳', { scope: 'all' });
const bob = await world.person('李雷');
const { create, act, bulk } = world.commands;

/** Every way of going through customers, contacts and follow-ups, all at once: they wait for each other, none dead-locks. */
it('commands on parents and on children take their locks in one order', async () => {
  const customers = [
    await create.run(boss, 'customers', { name: '甲' }),
    await create.run(boss, 'customers', { name: '乙' }),
  ];
  const ids = customers.map(({ id }) => id);
  const contacts: string[] = [];
  for (const customer of [...ids, ...ids]) {
    contacts.push((await create.run(boss, 'contacts', { name: '联系人', customer })).id);
  }
  const pick = (list: readonly string[], turn: number): string => list[turn % list.length] ?? '';
  const commands = Array.from({ length: 8 }, (_, turn) => [
    () => create.run(boss, 'followUps', { target: { module: 'contacts', id: pick(contacts, turn) }, content: '电话' }),
    () => create.run(boss, 'followUps', { target: { module: 'customers', id: pick(ids, turn) }, content: '拜访' }),
    () => create.run(boss, 'contacts', { name: '新联系人', customer: pick(ids, turn) }),
    () =>
      act.run(
        boss,
        { module: 'customers', id: pick(ids, turn), action: 'transfer' },
        { owner: turn % 3 ? bob.userId : boss.userId, with: ['contacts'] },
      ),
    () =>
      bulk.run(boss, {
        module: 'contacts',
        action: 'edit',
        params: { post: `职务${turn}` },
        select: { ids: turn % 2 ? contacts : [...contacts].reverse() },
      }),
    () =>
      bulk.run(boss, {
        module: 'customers',
        action: 'edit',
        params: { remark: `备注${turn}` },
        select: { ids: turn % 2 ? ids : [...ids].reverse() },
      }),
  ]).flat();
  const outcomes = await Promise.allSettled(commands.map((command) => command()));
  expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))).toEqual([]);
  const [statistics] = await world.db.ownerQuery<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  expect(Number(statistics?.deadlocks)).toBe(0);
});

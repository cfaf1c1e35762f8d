import { newId, type Context } from '@ruyi/engine/context';
import { JobHandlers } from '@ruyi/engine/events';
import type { BulkAnswer } from '@ruyi/engine/records';
import { JobRunner } from '@ruyi/delivery/jobs';
import { describe, expect, it } from 'vitest';
import { recordWorld } from './testing/record-world.js';

const world = await recordWorld();
const { commands, runs, db } = world;
const boss = await world.person('王芳', { scope: 'all' });
const ann = await world.person('张三');
const bob = await world.person('李雷');
const handlers = new JobHandlers();
commands.registerJobs(handlers);
const runner = new JobRunner(db.database, handlers, runs, { info: () => undefined, error: () => undefined });

let count = 0;
async function customersOf(owner: Context, how: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < how; made += 1) {
    count += 1;
    ids.push((await commands.create.run(owner, 'customers', { name: `客户${count}` })).id);
  }
  return ids;
}

async function jobOf(ctx: Context, answer: BulkAnswer) {
  if (!('jobId' in answer)) throw new Error('expected a job');
  // The versions of this company's people are the test's own, so the promise is kept with them.
  await db.ownerQuery('update tenant set access_version = $1 where id = $2', [ctx.accessVersion, ctx.tenantId]);
  await runner.run({ tenantId: ctx.tenantId, id: answer.jobId, lastAttempt: true });
  return runs.getOrThrow(ctx, answer.jobId);
}

const owners = async (ids: readonly string[]) =>
  (
    await db.ownerQuery<{ owner_id: string }>('select owner_id from customers where id = any($1::uuid[]) order by id', [
      ids,
    ])
  ).map((row) => row.owner_id);

describe('an action on many records', () => {
  it('checks each record as for one: what the caller may not see is not found, the rest is done', async () => {
    const [own, others] = [await customersOf(ann, 2), await customersOf(bob, 2)];
    const answer = await commands.bulk.run(ann, {
      module: 'customers',
      action: 'edit',
      params: { level: 'A' },
      select: { ids: [...own, ...others] },
    });
    const results = 'results' in answer ? answer.results : [];
    expect(results.map(({ ok, error }) => [ok, error?.code])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, 'notFound'],
      [false, 'notFound'],
    ]);
    const levels = await db.ownerQuery('select distinct level from customers where id = any($1::uuid[])', [others]);
    expect(levels).toEqual([{ level: 'B' }]);
  });

  it('leaves of an edit by sets what edits of each leave: row, history, search, entries of lists', async () => {
    const [together, apart] = [await customersOf(ann, 3), await customersOf(ann, 3)];
    const params = {
      level: 'A',
      mobile: '138 0013 8000',
      remark: null,
      website: 'https://a.example',
      doNotContact: ['sms'],
    };
    for (const id of [...together, ...apart])
      await commands.update.run(ann, { module: 'customers', id }, { version: 1, remark: '旧', level: 'C' });
    await commands.bulk.run(ann, { module: 'customers', action: 'edit', params, select: { ids: together } });
    for (const id of apart) await commands.update.run(ann, { module: 'customers', id }, { version: 2, ...params });
    const left = (ids: readonly string[]) =>
      Promise.all([
        db.ownerQuery(
          `select to_jsonb(c) - $2::text[] as row from customers c where id = any($1::uuid[]) order by id`,
          [ids, ['id', 'name', 'name_sort', 'created_at', 'updated_at', 'owned_since', 'reclaim_at', 'serial']],
        ),
        db.ownerQuery(
          `select action, actor_id, version, before, after from history where record_id = any($1::uuid[]) and action = 'update' order by record_id, version`,
          [ids],
        ),
        db.ownerQuery(
          'select array_length(tokens, 1) > 3 as found, fields from search_row where record_id = any($1::uuid[]) order by record_id',
          [ids],
        ),
        db.ownerQuery(
          'select field_key, value from value_index where record_id = any($1::uuid[]) order by record_id, field_key, value',
          [ids],
        ),
      ]);
    const [one, other] = [await left(together), await left(apart)];
    expect(one).toEqual(other);
    expect(one.map((rows) => rows.length)).toEqual([3, 6, 3, expect.any(Number)]);
  });

  it('gives a value that only one may have to the first, and says of the others who has it', async () => {
    const ids = await customersOf(ann, 3);
    const answer = await commands.bulk.run(ann, {
      module: 'customers',
      action: 'edit',
      params: { name: '只此一家有限公司' },
      select: { ids },
    });
    const results = 'results' in answer ? answer.results : [];
    expect(results.map(({ ok, error }) => [ok, error?.code])).toEqual([
      [true, undefined],
      [false, 'notUnique'],
      [false, 'notUnique'],
    ]);
    const names = await db.ownerQuery<{ name: string }>(
      'select name from customers where id = any($1::uuid[]) order by id',
      [ids],
    );
    expect(names.filter(({ name }) => name === '只此一家有限公司')).toHaveLength(1);
  });

  it('changes nothing in a dry run', async () => {
    const ids = await customersOf(ann, 2);
    const answer = await commands.bulk.run(ann, {
      module: 'customers',
      action: 'delete',
      params: {},
      select: { ids },
      dryRun: true,
    });
    expect(answer).toEqual({ results: ids.map((id) => ({ id, ok: true })), changeSet: null });
    expect(
      await db.ownerQuery('select id from customers where id = any($1::uuid[]) and deleted_at is not null', [ids]),
    ).toEqual([]);
  });

  it('refuses parameters once, before any record', async () => {
    const ids = await customersOf(ann, 1);
    const attempt = commands.bulk.run(ann, {
      module: 'customers',
      action: 'edit',
      params: { level: 'Z', nonsense: 1 },
      select: { ids },
    });
    await expect(attempt).rejects.toMatchObject({
      status: 422,
      issues: [
        { path: 'params.level', code: 'unknownOption' },
        { path: 'params.nonsense', code: 'unknownField' },
      ],
    });
  });

  it("on all that match is a job of the caller's own records, with progress, and can be undone", async () => {
    const cid = await world.person('韩梅');
    const mine = await customersOf(cid, 7);
    const others = await customersOf(bob, 3);
    const filter = { field: 'name', op: 'contains', value: '客户' } as const;
    const job = await jobOf(
      cid,
      await commands.bulk.run(cid, {
        module: 'customers',
        action: 'transfer',
        params: { owner: bob.userId },
        select: { filter },
      }),
    );
    expect(job).toMatchObject({ state: 'completed', total: 7, done: 7, failed: 0, undoable: true });
    expect(new Set(await owners(mine))).toEqual(new Set([bob.userId]));
    expect(new Set(await owners(others))).toEqual(new Set([bob.userId]));
    await commands.update.run(
      bob,
      { module: 'customers', id: mine[0] ?? '' },
      { version: 2, remark: '新的负责人写的' },
    );
    const undone = await jobOf(cid, await commands.undoJob.run(cid, job.id));
    expect(undone).toMatchObject({
      state: 'completed',
      done: 7,
      failed: 1,
      result: { rows: [{ id: mine[0], error: { code: 'versionConflict' } }] },
    });
    expect((await owners(mine)).filter((owner) => owner === cid.userId)).toHaveLength(6);
  });

  it('of more than a hundred ids goes on where it stopped and counts no row twice', async () => {
    const ids = await customersOf(boss, 3);
    const many = [...ids, ...Array.from({ length: 250 }, () => newId())];
    const answer = await commands.bulk.run(boss, {
      module: 'customers',
      action: 'edit',
      params: { remark: '批量' },
      select: { ids: many },
    });
    const job = await jobOf(boss, answer);
    expect(job).toMatchObject({ state: 'completed', total: 253, done: 253, failed: 250 });
    await runner.run({ tenantId: boss.tenantId, id: job.id, lastAttempt: true });
    expect(await runs.getOrThrow(boss, job.id)).toMatchObject({ done: 253 });
  });

  it('does nothing for a user who is no longer active', async () => {
    const gone = await world.person('离职');
    const ids = await customersOf(gone, 1);
    const answer = await commands.bulk.run(gone, {
      module: 'customers',
      action: 'edit',
      params: { remark: 'x' },
      select: { filter: { and: [] } },
    });
    world.dismiss(gone);
    const job = await jobOf(gone, answer);
    expect(job).toMatchObject({ state: 'failed', done: 0 });
    expect(await db.ownerQuery('select remark from customers where id = $1', [ids[0]])).toEqual([{ remark: null }]);
  });
});

describe('undo of one change', () => {
  it('reverts a creation, a change and a deletion, and can itself be undone', async () => {
    const made = await commands.create.run(ann, 'customers', { name: '一步之遥' });
    const target = { module: 'customers', id: made.id };
    const changed = await commands.update.run(ann, target, { version: 1, level: 'C' });
    const back = await commands.undo.run(ann, changed.changeSet ?? '');
    expect(back).toMatchObject({ reverted: 1, moved: [] });
    const again = await commands.undo.run(ann, back.changeSet);
    expect(again.reverted).toBe(1);
    const removed = await commands.delete.run(ann, target, 4);
    await commands.undo.run(ann, removed.changeSet ?? '');
    expect(await db.ownerQuery('select level, deleted_at, version from customers where id = $1', [made.id])).toEqual([
      { level: 'C', deleted_at: null, version: 6 },
    ]);
    // What was made and then changed has moved on since its creation.
    expect(await commands.undo.run(ann, made.changeSet)).toMatchObject({ reverted: 0, moved: [target] });
  });

  it('is not for other tenants, nor after thirty days', async () => {
    const { changeSet } = await commands.create.run(ann, 'customers', { name: '往事' });
    await expect(commands.undo.run(world.stranger, changeSet)).rejects.toMatchObject({ status: 404 });
    await db.ownerQuery(`update history set at = now() - interval '31 days' where change_set = $1`, [changeSet]);
    await expect(commands.undo.run(ann, changeSet)).rejects.toMatchObject({ status: 410, code: 'expired' });
  });
});

describe('undo by somebody else', () => {
  it('needs the right to what was done, and tells nothing of what one may not see', async () => {
    const eve = await world.person('夏娃', { scope: 'none', actions: { read: 'all', edit: 'all' } });
    const made = await commands.create.run(ann, 'customers', { name: '谁的客户' });
    const moved = await commands.act.run(
      ann,
      { module: 'customers', id: made.id, action: 'transfer' },
      { owner: bob.userId },
    );
    const target = { module: 'customers', id: made.id };
    expect(await commands.undo.run(eve, moved.changeSet ?? '')).toMatchObject({ reverted: 0, moved: [target] });
    const dan = await world.person('丹');
    await expect(commands.undo.run(dan, moved.changeSet ?? '')).rejects.toMatchObject({ status: 404 });
    expect(await commands.undo.run(boss, moved.changeSet ?? '')).toMatchObject({ reverted: 1 });
  });

  it('leaves a record in the bin whose name is taken meanwhile, and takes back the others', async () => {
    const [one, two] = [
      await commands.create.run(ann, 'customers', { name: '占名甲' }),
      await commands.create.run(ann, 'customers', { name: '占名乙' }),
    ];
    const answer = await commands.bulk.run(ann, {
      module: 'customers',
      action: 'delete',
      params: {},
      select: { ids: [one.id, two.id] },
    });
    await commands.create.run(ann, 'customers', { name: '占名甲' });
    const undone = await commands.undo.run(ann, 'changeSet' in answer ? (answer.changeSet ?? '') : '');
    expect(undone).toMatchObject({ reverted: 1, moved: [{ module: 'customers', id: one.id }] });
  });
});

describe('transfer and team', () => {
  it('moves a customer with its contacts, keeps the former owner on the team and tells the new one', async () => {
    const [id = ''] = await customersOf(ann, 1);
    const contact = await commands.create.run(ann, 'contacts', { name: '李四', customer: id });
    const params = { owner: bob.userId, keepAsTeamMember: true, with: ['contacts'] };
    await commands.act.run(ann, { module: 'customers', id, action: 'transfer' }, params);
    expect(await db.ownerQuery('select owner_id from contacts where id = $1', [contact.id])).toEqual([
      { owner_id: bob.userId },
    ]);
    // The former owner stays as a member who may write, not as one who may give it away again.
    await commands.update.run(ann, { module: 'customers', id }, { version: 2, remark: '交接' });
    await expect(
      commands.act.run(ann, { module: 'customers', id, action: 'transfer' }, { owner: ann.userId }),
    ).rejects.toMatchObject({ status: 403 });
    const bell = await world.notifications.list(bob, { limit: 5 });
    expect(bell.items[0]).toMatchObject({
      kind: 'transferred',
      text: expect.stringMatching(/^张三将客户 客户\d+ 转移给你$/),
      read: false,
    });
    expect((await world.notifications.list({ ...bob, locale: 'en' }, { limit: 1 })).items[0]?.text).toMatch(
      /^张三 transferred/,
    );
  });

  it('ends a membership at its instant, without anybody doing anything', async () => {
    const [id = ''] = await customersOf(ann, 1);
    const target = { module: 'customers', id };
    await commands.team.put(ann, target, {
      userId: bob.userId ?? '',
      access: 'write',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await commands.update.run(bob, target, { version: 1, remark: '在队' });
    await db.ownerQuery(`update team_member set expires_at = now() - interval '1 second' where record_id = $1`, [id]);
    await expect(commands.update.run(bob, target, { version: 2, remark: '过期' })).rejects.toMatchObject({
      status: 404,
    });
    await expect(world.reader.get(bob, 'customers', id)).rejects.toMatchObject({ status: 404 });
    expect(await commands.team.list(ann, target)).toEqual([]);
  });
});

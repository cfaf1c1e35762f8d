import { beforeAll, describe, expect, it } from 'vitest';
import { MetadataWorld } from '../testing/metadata-world.js';

let world: MetadataWorld;
beforeAll(async () => {
  world = await MetadataWorld.open();
});

const states = async (tenant: MetadataWorld): Promise<readonly unknown[]> =>
  ((await tenant.field('state')).options ?? []).map(({ key, retired, replacedBy }) => [
    key,
    retired ?? false,
    replacedBy ?? null,
  ]);

describe('retiring an option', () => {
  it('leaves records as they are, unless another one takes its place', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const id = await tenant.record({ name: '甲', state: 'gone' });
    await tenant.metadata.options.retire(
      await tenant.ctx(),
      { module: 'things', field: 'state', option: 'gone' },
      null,
    );
    expect(await states(tenant)).toEqual([
      ['open', false, null],
      ['done', false, null],
      ['gone', true, null],
    ]);
    expect(await tenant.value(id, 'state')).toBe('gone');
    await tenant.metadata.options.retire(
      await tenant.ctx(),
      { module: 'things', field: 'state', option: 'gone' },
      'done',
    );
    expect(await tenant.value(id, 'state')).toBe('done');
    expect((await tenant.row(id))['version']).toBe(2);
  });

  it('replaces it in lists without saying it twice, in the document, the index and the default', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const options = ['红', '蓝', '绿'].map((zh) => ({ label: { zh } }));
    const field = await tenant.metadata.fields.create(await tenant.ctx(), 'things', {
      label: { zh: '颜色' },
      type: 'multiSelect',
      indexed: true,
      options,
    });
    const [red = '', blue = '', green = ''] = (field.options ?? []).map(({ key }) => key);
    const id = await tenant.record({ name: '甲', [field.key]: [red, blue, green] });
    await tenant.metadata.options.retire(await tenant.ctx(), { module: 'things', field: field.key, option: red }, blue);
    expect(await tenant.value(id, field.key)).toEqual([blue, green]);
    const indexed = await world.db.ownerQuery('select value from value_index where record_id = $1', [id]);
    expect(indexed.map(({ value }) => value).toSorted()).toEqual([blue, green].toSorted());
    const history = await world.db.ownerQuery(
      'select action, version, before, after from history where record_id = $1',
      [id],
    );
    expect(history).toEqual([
      {
        action: 'edit',
        version: 2,
        before: { [field.key]: [red, blue, green] },
        after: { [field.key]: [blue, green] },
      },
    ]);
  });

  it('is a job with progress in a large module', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const options = ['一', '二'].map((zh) => ({ label: { zh } }));
    const field = await tenant.metadata.fields.create(await tenant.ctx(), 'things', {
      label: { zh: '档' },
      type: 'select',
      indexed: true,
      options,
    });
    const [one = '', two = ''] = (field.options ?? []).map(({ key }) => key);
    await tenant.manyRecords(2500, field.key, one);
    const retired = await tenant.metadata.options.retire(
      await tenant.ctx(),
      { module: 'things', field: field.key, option: one },
      two,
    );
    expect(retired).toEqual({ jobId: expect.any(String) });
    await tenant.runJobs();
    expect(await tenant.count(`custom->>'${field.key}' = '${two}' and t1 = '${two}'`)).toBe(2500);
    const [job] = await world.db.ownerQuery(`select state, done, failed from job_run where id = $1`, [
      'jobId' in retired ? retired.jobId : '',
    ]);
    expect(job).toEqual({ state: 'completed', done: 2500, failed: 0 });
  });

  it.each([
    ['open', 'done', 'option notAllowed'],
    ['done', 'nope', 'replaceBy unknownOption'],
    ['done', 'done', 'replaceBy notAllowed'],
  ])('refuses %s by %s', async (option, replaceBy, expected) => {
    const work = world.metadata.options.retire(
      await world.ctx(),
      { module: 'things', field: 'state', option },
      replaceBy,
    );
    await expect(work).rejects.toMatchObject({
      status: 422,
      issues: [{ path: expected.split(' ')[0], code: expected.split(' ')[1] }],
    });
  });
});

it('keeps options that an admin leaves out as long as records have them', async () => {
  const tenant = await MetadataWorld.tenant(world.db);
  await tenant.record({ name: '甲', state: 'done' });
  const [open] = (await tenant.field('state')).options ?? [];
  await tenant.metadata.fields.change(await tenant.ctx(), 'things', 'state', { options: [open] });
  expect(await states(tenant)).toEqual([
    ['open', false, null],
    ['done', true, null],
  ]);
});

it('gives two admins who change the same module at once one slot each', async () => {
  const tenant = await MetadataWorld.tenant(world.db);
  const ctx = await tenant.ctx();
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () =>
      tenant.metadata.fields.create(ctx, 'things', { label: { zh: '人' }, type: 'user', indexed: true }),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  const slots = await world.db.ownerQuery('select slot from field_def where tenant_id = $1 order by slot', [
    ctx.tenantId,
  ]);
  expect(slots.map(({ slot }) => slot)).toEqual(['u1', 'u2', 'u3', 'u4']);
  expect((await tenant.ctx()).modelVersion).toBe(ctx.modelVersion + 4);
});

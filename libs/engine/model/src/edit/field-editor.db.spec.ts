import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { MetadataWorld } from '../testing/metadata-world.js';
import { MOST_CUSTOM_FIELDS } from './field-editor.js';

let world: MetadataWorld;
beforeAll(async () => {
  world = await MetadataWorld.open();
});

const label = (zh: string) => ({ zh });

async function problem(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('a custom field', () => {
  it('is there for the next request, under a key of its own', async () => {
    const before = await world.ctx();
    const field = await world.metadata.fields.create(before, 'things', {
      label: label('数量'),
      type: 'number',
      decimals: 2,
    });
    expect(field).toMatchObject({ type: 'number', origin: 'custom', decimals: 2 });
    expect(field.key).toMatch(/^c_[a-z0-9]{6}$/);
    expect((await world.ctx()).modelVersion).toBe(before.modelVersion + 1);
    expect(await world.field(field.key)).toMatchObject({ storage: { at: 'custom' } });
  });

  it('is of another tenant', async () => {
    const other = await MetadataWorld.tenant(world.db);
    const field = await other.metadata.fields.create(await other.ctx(), 'things', {
      label: label('别家的'),
      type: 'text',
    });
    expect((await world.module()).fields.has(field.key)).toBe(false);
  });

  it('keeps its values when it is retired and gives them back when it is restored', async () => {
    const { key } = await world.metadata.fields.create(await world.ctx(), 'things', {
      label: label('暂停'),
      type: 'text',
      indexed: true,
    });
    const id = await world.record({ name: '甲', [key]: '值' });
    await world.metadata.fields.retire(await world.ctx(), 'things', key);
    expect(await world.field(key)).toMatchObject({ retired: true, storage: { at: 'custom' } });
    expect(await world.count(`t1 is not null and id = '${id}'`)).toBe(0);
    await world.metadata.fields.restore(await world.ctx(), 'things', key);
    expect(await world.value(id, key)).toBe('值');
    expect(await world.count(`t1 = '值'`)).toBe(1);
    await world.metadata.fields.retire(await world.ctx(), 'things', key);
  });

  it.each([
    [{ label: label('甲') }, ['type required']],
    [{ label: label('甲'), type: 'formula' }, ['type unknownOption']],
    [{ label: label('甲'), type: 'text', size: 3 }, ['size unknownKey']],
    [{ label: label('甲'), type: 'select', options: [] }, ['options required']],
    [{ label: label('甲'), type: 'text', pattern: '(' }, ['pattern patternMismatch']],
    [{ label: label('甲'), type: 'files', indexed: true }, ['indexed notAllowed']],
  ])('refuses %j', async (input, expected) => {
    const error = await problem(world.metadata.fields.create(await world.ctx(), 'things', input));
    expect(error.issues.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });
});

describe('an index', () => {
  it('takes a slot of its class, and says so when there is none left', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const made = [];
    for (let count = 0; count < 4; count += 1) {
      made.push(
        await tenant.metadata.fields.create(await tenant.ctx(), 'things', {
          label: label('人'),
          type: 'user',
          indexed: true,
        }),
      );
    }
    const slots = await Promise.all(made.map(async ({ key }) => (await tenant.field(key)).storage));
    expect(slots.map((storage) => (storage.at === 'custom' ? storage.slot : null))).toEqual(['u1', 'u2', 'u3', 'u4']);
    const error = await problem(
      tenant.metadata.fields.create(await tenant.ctx(), 'things', { label: label('人'), type: 'user', indexed: true }),
    );
    expect(error.issues).toEqual([
      { path: 'indexed', code: 'limitReached', key: 'limitReached.slots.uuid', params: { max: 4 } },
    ]);
    const first = made[0]?.key ?? '';
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', first, { indexed: false });
    const next = await tenant.metadata.fields.create(await tenant.ctx(), 'things', {
      label: label('人'),
      type: 'user',
      indexed: true,
    });
    expect((await tenant.field(next.key)).storage).toMatchObject({ slot: 'u1' });
  });

  it('holds what older records have at once in a small module, in every kind of slot', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const kinds = [
      ['money', { amount: '12.30', currency: 'CNY' }, 'n1', 1230],
      ['date', '2024-02-29', 'd1', new Date('2024-02-29T00:00:00Z')],
      ['boolean', true, 'n2', 1],
      ['mobile', '13800138000', 't1', '13800138000'],
    ] as const;
    for (const [type, value, slot, copy] of kinds) {
      const { key } = await tenant.metadata.fields.create(await tenant.ctx(), 'things', { label: label(type), type });
      const id = await tenant.record({ name: type, [key]: value });
      await tenant.metadata.fields.change(await tenant.ctx(), 'things', key, { indexed: true });
      expect((await tenant.field(key)).storage).toEqual({ at: 'custom', slot, fillSlot: slot });
      expect((await tenant.row(id))[slot]).toEqual(copy);
      expect(await tenant.value(id, key)).toEqual(value);
    }
  });

  it('is filled by a job in a large module and used only when it is complete', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const { key } = await tenant.metadata.fields.create(await tenant.ctx(), 'things', {
      label: label('多'),
      type: 'integer',
    });
    const former = await tenant.module();
    await tenant.manyRecords(2100, key, 7);
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', key, { indexed: true });
    expect((await tenant.field(key)).storage).toEqual({ at: 'custom', fillSlot: 'n1' });
    // A request that began before the change writes by the former model: its copy is missing until it is looked at again.
    const late = await tenant.record({ name: '迟到', [key]: 9 }, former);
    expect(await tenant.runJobs()).toEqual(['metadata.settleField', 'metadata.fillIndex']);
    expect((await tenant.field(key)).storage).toEqual({ at: 'custom', slot: 'n1', fillSlot: 'n1' });
    expect(await tenant.count('n1 = 7')).toBe(2100);
    expect((await tenant.row(late))['n1']).toBe(9);
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', key, { indexed: false });
    await tenant.runJobs();
    expect(await tenant.count('n1 is not null')).toBe(0);
    expect((await tenant.field(key)).storage).toEqual({ at: 'custom' });
  });

  it('of a list is one row a value', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const { key } = await tenant.metadata.fields.create(await tenant.ctx(), 'things', {
      label: label('标签'),
      type: 'tags',
    });
    const id = await tenant.record({ name: '甲', [key]: ['红', '蓝'] });
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', key, { indexed: true });
    const rows = await world.db.ownerQuery('select value from value_index where record_id = $1 order by value', [id]);
    expect(rows.map(({ value }) => value)).toEqual(['红', '蓝']);
    expect((await tenant.field(key)).storage).toEqual({ at: 'custom', valueIndex: 'ready' });
  });
});

describe('uniqueness', () => {
  it('is refused over duplicates, naming them, and then holds every value', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const first = await tenant.record({ name: '甲', code: 'A-1' });
    const second = await tenant.record({ name: '乙', code: ' a-1' });
    const error = await problem(tenant.metadata.fields.change(await tenant.ctx(), 'things', 'code', { unique: true }));
    expect(error).toMatchObject({ status: 409, code: 'notUnique' });
    expect(error.meta).toEqual({
      pairs: [
        {
          value: 'a-1',
          records: [
            { id: first, name: '甲' },
            { id: second, name: '乙' },
          ],
        },
      ],
    });
    expect((await tenant.field('code')).unique).toBeUndefined();
    await world.db.ownerQuery(`update things set code = 'A-2' where id = $1`, [second]);
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', 'code', { unique: true });
    const taken = await world.db.ownerQuery(
      `select value_norm from unique_value where record_id = any($1) order by 1`,
      [[first, second]],
    );
    expect(taken.map(({ value_norm }) => value_norm)).toEqual(['a-1', 'a-2']);
  });
});

describe('what the product relies on', () => {
  it.each([
    ['name', { required: false }, 'required notAllowed'],
    ['name', { hidden: true }, 'hidden notAllowed'],
    ['name', { indexed: true }, 'indexed notAllowed'],
    ['state', { options: [{ key: 'done', label: { zh: '完成' } }] }, 'options notAllowed'],
    ['createdAt', { required: true }, 'required notAllowed'],
  ])('keeps %s from %j', async (key, patch, expected) => {
    const error = await problem(world.metadata.fields.change(await world.ctx(), 'things', key, patch));
    expect(error.issues.map(({ path, code }) => `${path} ${code}`)).toEqual([expected]);
  });

  it('lets labels, help and further options change', async () => {
    const tenant = await MetadataWorld.tenant(world.db);
    const options = [...((await tenant.field('state')).options ?? []), { label: { zh: '暂停' } }];
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', 'state', { label: { zh: '进度' }, options });
    expect((await tenant.field('state')).options?.map((option) => option.label.zh)).toEqual([
      '未完成',
      '完成',
      '取消',
      '暂停',
    ]);
    await tenant.metadata.fields.change(await tenant.ctx(), 'things', 'createdAt', { label: { zh: '建档时间' } });
    expect((await tenant.field('createdAt')).label.zh).toBe('建档时间');
    expect((await tenant.field('state')).label.zh).toBe('进度');
  });
});

it(`takes ${MOST_CUSTOM_FIELDS} fields and refuses the next`, async () => {
  const tenant = await MetadataWorld.tenant(world.db);
  const ctx = await tenant.ctx();
  await world.db.ownerQuery(
    `insert into field_def (tenant_id, module_key, field_key, type, settings)
     select $1, 'things', 'c_' || lpad(n::text, 6, '0'), 'text', '{"label":{"zh":"字段"}}' from generate_series(1, $2) n`,
    [ctx.tenantId, MOST_CUSTOM_FIELDS - 1],
  );
  const last = await tenant.metadata.fields.create(ctx, 'things', {
    label: label('第五百个'),
    type: 'number',
    indexed: true,
  });
  const id = await tenant.record({ name: '满', [last.key]: 5 });
  expect(await tenant.value(id, last.key)).toBe(5);
  const error = await problem(
    tenant.metadata.fields.create(await tenant.ctx(), 'things', { label: label('第五百零一个'), type: 'text' }),
  );
  expect(error.issues[0]).toMatchObject({ code: 'limitReached', params: { max: 500 } });
});

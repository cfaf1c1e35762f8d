import { describe, expect, expectTypeOf, it } from 'vitest';
import { buildTenantModel } from './build-tenant-model.js';
import { describeModule } from './describe-module.js';
import { moduleOrThrow } from './model-lookup.js';
import type { RecordOf } from './module-definition.js';
import { EMPTY_OVERLAY, type FieldOverlay, type TenantOverlay } from './overlay.js';
import { encodeField } from './stored-value.js';
import { things } from './testing/things.js';
import type { ModuleModel } from './tenant-model.js';

const tenant = { tenantId: '018f0000-0000-7000-8000-000000000001', version: 1 };

function moduleWith(overlay: Partial<TenantOverlay> = {}): ModuleModel {
  return moduleOrThrow(buildTenantModel(tenant, [things], { ...EMPTY_OVERLAY, ...overlay }), 'things');
}

const aField = (overlay: Partial<FieldOverlay> & Pick<FieldOverlay, 'key'>): FieldOverlay => ({
  module: 'things',
  settings: {},
  retired: false,
  ...overlay,
});
const keys = (module: ModuleModel): string[] => [...module.fields.keys()];

describe('the model of a tenant that changed nothing', () => {
  it('is the definition, with storage and the fields of every record', () => {
    const module = moduleWith();
    expect(module.table).toBe('things');
    expect(module.fields.get('name')?.storage).toEqual({
      at: 'columns',
      columns: { value: 'name', sort: 'name_sort' },
    });
    expect(module.fields.get('about')?.storage).toEqual({
      at: 'columns',
      columns: { value: 'about_id', module: 'about_module' },
    });
    expect(module.fields.get('createdAt')).toMatchObject({
      origin: 'system',
      readOnly: true,
      storage: { columns: { value: 'created_at' } },
    });
    expect(module.fields.get('daysToReclaim')?.storage).toEqual({
      at: 'derived',
      from: 'reclaimAt',
      rule: 'daysUntil',
    });
    expect(keys(module).slice(0, 4)).toEqual(['name', 'state', 'code', 'about']);
    expect(module.related).toEqual([{ module: 'things', field: 'about', label: { zh: '东西', en: 'Things' } }]);
  });

  it('cannot be changed by mistake, and is the same for every tenant', () => {
    const name = moduleWith().fields.get('name');
    expect(Object.isFrozen(name)).toBe(true);
    expect(moduleWith().fields.get('name')).toBe(name);
  });

  it('answers 404 for modules that are not there or switched off', () => {
    const model = buildTenantModel(tenant, [things], {
      ...EMPTY_OVERLAY,
      modules: [{ key: 'things', enabled: false }],
    });
    for (const key of ['things', 'nope', '__proto__'])
      expect(() => moduleOrThrow(model, key)).toThrow(expect.objectContaining({ status: 404 }));
  });
});

describe('an overlay', () => {
  it('renames, hides, requires, reorders and adds', () => {
    const module = moduleWith({
      modules: [{ key: 'things', fieldOrder: ['c_aaaaaa', 'code', 'name'] }],
      fields: [
        aField({ key: 'code', settings: { label: { zh: '货号' }, required: true } }),
        aField({ key: 'state', settings: { indexed: null, hidden: true } }),
        aField({ key: 'c_aaaaaa', type: 'number', settings: { label: { zh: '数' } } }),
      ],
    });
    expect(keys(module).slice(0, 4)).toEqual(['c_aaaaaa', 'code', 'name', 'state']);
    expect(module.fields.get('code')).toMatchObject({ label: { zh: '货号' }, required: true, origin: 'shipped' });
    expect(module.fields.get('state')).not.toHaveProperty('indexed');
    expect(module.fields.get('c_aaaaaa')).toMatchObject({
      origin: 'custom',
      type: 'number',
      storage: { at: 'custom' },
    });
  });

  it.each([
    [
      { type: 'text', slot: 't1', indexState: 'ready' },
      { at: 'custom', slot: 't1', fillSlot: 't1' },
    ],
    [
      { type: 'text', slot: 't1', indexState: 'filling' },
      { at: 'custom', fillSlot: 't1' },
    ],
    [{ type: 'text', slot: 't1', indexState: 'clearing' }, { at: 'custom' }],
    [
      { type: 'tags', indexState: 'filling' },
      { at: 'custom', valueIndex: 'filling' },
    ],
    [{ type: 'text' }, { at: 'custom' }],
  ] as const)('%j is stored as %j', (overlay, storage) => {
    expect(moduleWith({ fields: [aField({ key: 'c_aaaaaa', ...overlay })] }).fields.get('c_aaaaaa')?.storage).toEqual(
      storage,
    );
  });

  it('takes conditions and columns on retired fields out of views, and nothing else', () => {
    const retired = { key: 'state', settings: {}, retired: true };
    const view = (overlay: Partial<TenantOverlay>) => moduleWith(overlay).views.find(({ key }) => key === 'mixed');
    const views = [
      {
        module: 'things',
        key: 'mixed',
        origin: 'custom' as const,
        view: {
          label: { zh: '混合' },
          filter: {
            and: [
              { field: 'about.state', op: 'eq' as const, value: 'open' },
              { not: { field: 'state', op: 'isEmpty' as const } },
              {
                or: [
                  { field: 'code', op: 'eq' as const, value: '1' },
                  { field: 'state', op: 'isEmpty' as const },
                ],
              },
            ],
          },
          sort: [{ field: 'state' }, { field: 'code' }],
          columns: [{ field: 'state' }, { field: 'name' }],
        },
      },
    ];
    expect(view({ views })?.filter).toEqual(views[0]?.view.filter);
    expect(view({ views, fields: [aField(retired)] })).toMatchObject({
      filter: { and: [{ field: 'about.state' }, { or: [{ field: 'code', op: 'eq', value: '1' }] }] },
      sort: [{ field: 'code' }],
      columns: [{ field: 'name' }],
    });
    expect(moduleWith({ fields: [aField(retired)] }).views.find(({ key }) => key === 'open')).not.toHaveProperty(
      'filter',
    );
  });
});

describe('a description', () => {
  it('names only what its reader may see', () => {
    const module = moduleWith({
      views: [
        {
          module: 'things',
          key: 'v_1',
          origin: 'custom',
          view: { label: { zh: '私' }, ownerId: 'ann', visibility: 'private' },
        },
      ],
    });
    const reader = {
      userId: 'bob',
      sees: (key: string) => key !== 'state',
      seesOf: (_: string, key: string) => key !== 'hidden',
      columns: new Map([['all', [{ field: 'code' }, { field: 'state' }]]]),
    };
    const description = describeModule(module, reader);
    expect(description.fields.map(({ key }) => key)).not.toContain('state');
    expect(description.views.map(({ key }) => key)).toEqual(['all', 'open']);
    expect(description.views.map(({ columns }) => columns)).toEqual([[{ field: 'code' }], [{ field: 'name' }]]);
    expect(JSON.stringify(description)).not.toContain('storage');
    expect(describeModule(module, { ...reader, userId: 'ann' }).views.map(({ key }) => key)).toContain('v_1');
    const related = ['shown', 'hidden'].map((field) => ({ module: 'others', field, label: { zh: field } }));
    expect(describeModule({ ...module, related }, reader).related.map(({ field }) => field)).toEqual(['shown']);
  });
});

describe('writing a value', () => {
  const scope = { baseCurrency: 'CNY' };

  it('gives the columns, the document and the slot', () => {
    const module = moduleWith({
      fields: [
        aField({
          key: 'c_aaaaaa',
          type: 'money',
          slot: 'n1',
          indexState: 'filling',
          settings: { label: { zh: '价' } },
        }),
      ],
    });
    const price = module.fields.get('c_aaaaaa');
    expect(price && encodeField(price, { amount: '1.20', currency: 'CNY' }, scope)).toEqual({
      columns: { n1: 120 },
      custom: { key: 'c_aaaaaa', value: { minor: 120, currency: 'CNY', base: 120 } },
    });
    expect(price && encodeField(price, null, scope)).toEqual({
      columns: { n1: null },
      custom: { key: 'c_aaaaaa', value: undefined },
    });
    const name = module.fields.get('name');
    expect(name && encodeField(name, '阿里', scope).columns).toMatchObject({
      name: '阿里',
      name_sort: expect.stringMatching(/^a li/),
    });
  });

  it('refuses a whole number that its index could not hold exactly', () => {
    const module = moduleWith({
      fields: [
        aField({
          key: 'c_aaaaaa',
          type: 'integer',
          slot: 'n1',
          indexState: 'ready',
          settings: { label: { zh: '数' } },
        }),
      ],
    });
    const count = module.fields.get('c_aaaaaa');
    expect(() => count && encodeField(count, 2 ** 53, scope)).toThrow(expect.objectContaining({ code: 'outOfRange' }));
  });
});

it('infers the record from the definition', () => {
  const record: RecordOf<typeof things> = {
    id: '1',
    version: 1,
    createdAt: '',
    updatedAt: '',
    createdBy: null,
    updatedBy: null,
    name: '甲',
    about: { module: 'things', id: '2' },
  };
  expectTypeOf<RecordOf<typeof things>['state']>().toEqualTypeOf<string | null | undefined>();
  expect(record.about?.module).toBe('things');
});

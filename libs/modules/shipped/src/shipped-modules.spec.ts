import { describe, expect, it } from 'vitest';
import type { Field, FilterNode } from '@ruyi/contract/metadata';
import { checkFilter } from '@ruyi/contract/query';
import { buildTenantModel, moduleTableDdl, type ModuleModel } from '@ruyi/engine/model';
import { shippedModules } from './shipped-modules.js';

const model = buildTenantModel({ tenantId: 't', version: 1 }, shippedModules, {
  modules: [],
  fields: [],
  layouts: [],
  views: [],
});
const modules = [...model.modules.values()];
const env = { timeZone: 'Asia/Shanghai', baseCurrency: 'CNY' };

const asField = (key: string): Field => ({ key, type: 'user', origin: 'system', label: { zh: key } });
const lookup = (module: ModuleModel) => (path: string) =>
  path.startsWith('_') ? asField(path) : module.fields.get(path);

describe.each(modules.map((module) => [module.key, module] as const))('%s', (_, module) => {
  it('has views whose filters, sorts and columns name its own fields', () => {
    expect(new Set(module.views.map(({ key }) => key)).size).toBe(module.views.length);
    for (const { key, filter, sort = [], columns = [] } of module.views) {
      const checked = filter === undefined || checkFilter(filter as FilterNode, lookup(module), env).ok;
      expect([key, checked]).toEqual([key, true]);
      for (const { field } of [...sort, ...columns]) expect([key, module.fields.has(field)]).toEqual([key, true]);
    }
  });

  it('has a form with at most twelve fields before the fold, and every field on the detail page once', () => {
    for (const { kind, sections } of module.layouts) {
      const placed = sections.flatMap(({ fields }) => fields.map(({ field }) => field));
      expect(new Set(placed).size).toBe(placed.length);
      expect(placed.filter((field) => !module.fields.has(field))).toEqual([]);
      const writable = [...module.fields.values()]
        .filter((field) => field.origin === 'shipped' && !field.readOnly)
        .map(({ key }) => key);
      expect(writable.filter((key) => !placed.includes(key))).toEqual([]);
      const open = sections.filter((section) => !section.collapsed).flatMap(({ fields }) => fields);
      if (kind === 'form') expect(open.length).toBeLessThanOrEqual(12);
    }
  });

  it('says everything in both languages', () => {
    const labels = [
      module.label,
      ...[...module.fields.values()].flatMap(({ label, options = [] }) => [
        label,
        ...options.map((option) => option.label),
      ]),
      ...module.views.map(({ label }) => label),
    ];
    expect(labels.filter(({ zh, en }) => !zh || !en)).toEqual([]);
  });

  it('relies only on options that it has', () => {
    for (const { key, reliedOptions = [], options = [] } of module.fields.values()) {
      expect([key, reliedOptions.filter((option) => !options.some((each) => each.key === option))]).toEqual([key, []]);
    }
  });
});

describe('the tables', () => {
  it('stay within the budget of indexes that planning and writing can bear', () => {
    for (const definition of shippedModules) {
      expect(moduleTableDdl(definition).match(/create index/g)?.length).toBeLessThanOrEqual(80);
    }
  });
});

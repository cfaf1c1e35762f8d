import { describe, expect, it } from 'vitest';
import type { FieldAccess } from '@ruyi/contract/access';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import { sectionsOf, withRequired } from './form-layout.js';

const field = (key: string, more: Partial<Field> = {}): Field => ({
  key,
  type: 'text',
  label: { zh: key },
  origin: 'shipped',
  ...more,
});

function module(fields: readonly Field[], layouts: ModuleDescription['layouts'] = []): ModuleDescription {
  return {
    key: 'customers',
    label: { zh: '客户' },
    icon: 'customer',
    origin: 'shipped',
    enabled: true,
    access: 'own',
    owned: true,
    poolable: false,
    duplicates: [],
    nameField: 'name',
    fields,
    layouts,
    views: [],
    actions: [],
    related: [],
  };
}

const open = (): FieldAccess => 'edit';
const keys = (sections: ReturnType<typeof sectionsOf>): string[][] =>
  sections.map((section) => section.fields.map((placed) => placed.field.key));

describe('sections of a form', () => {
  const main = {
    key: 'main',
    label: { zh: '基本' },
    columns: 2,
    fields: [{ field: 'name' }, { field: 'secret' }, { field: 'gone' }],
  } as const;

  it('leaves out what is retired, hidden, unknown or not for this reader, and sections without fields', () => {
    const customers = module(
      [field('name'), field('secret'), field('gone', { retired: true })],
      [
        {
          kind: 'form',
          sections: [main, { key: 'empty', label: { zh: '空' }, columns: 1, fields: [{ field: 'unknown' }] }],
        },
      ],
    );
    expect(keys(sectionsOf(customers, 'form', (key) => (key === 'secret' ? 'hidden' : 'edit')))).toEqual([['name']]);
  });

  it('gives long texts a row of their own unless the layout says otherwise', () => {
    const customers = module(
      [field('name'), field('remark', { type: 'longText' }), field('need', { type: 'longText' })],
      [
        {
          kind: 'form',
          sections: [{ ...main, fields: [{ field: 'name' }, { field: 'remark' }, { field: 'need', width: 50 }] }],
        },
      ],
    );
    expect(sectionsOf(customers, 'form', open)[0]?.fields.map((placed) => placed.span)).toEqual([6, 12, 6]);
  });

  it('adds required fields that the layout forgot, so that the form can be saved', () => {
    const customers = module(
      [
        field('name'),
        field('c_abc123', { required: true, origin: 'custom' }),
        field('kind', { required: true, default: 'company' }),
      ],
      [{ kind: 'form', sections: [{ ...main, fields: [{ field: 'name' }] }] }],
    );
    expect(keys(withRequired(customers, sectionsOf(customers, 'form', open), open))).toEqual([['name'], ['c_abc123']]);
  });

  it('shows every own field of a module without a layout', () => {
    expect(keys(sectionsOf(module([field('name'), field('createdAt', { origin: 'system' })]), 'form', open))).toEqual([
      ['name'],
    ]);
  });
});

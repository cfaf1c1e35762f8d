import type { LayoutSection } from '@ruyi/contract/metadata';
import { describe, expect, it } from 'vitest';
import {
  addSection,
  isRearranged,
  placeOf,
  putField,
  renameField,
  setFieldWidth,
  stepField,
  stepSection,
  takeField,
  type Sections,
} from './design-layout.js';

const section = (key: string, ...fields: string[]): LayoutSection => ({
  key,
  label: { zh: key },
  columns: 2,
  fields: fields.map((field) => ({ field })),
});
const sections: Sections = [section('main', 'name', 'level', 'mobile'), section('more', 'email')];
const shape = (all: Sections) =>
  all.map(({ key, fields }) => `${key}: ${fields.map(({ field }) => field).join(' ')}`.trim());

describe('arranging a layout', () => {
  it('moves a field within its section and keeps its width', () => {
    const wide = setFieldWidth(sections, 'name', 100);
    const moved = putField(wide, 'name', { section: 0, index: 2 });
    expect(shape(moved)).toEqual(['main: level mobile name', 'more: email']);
    expect(moved[0]?.fields[2]).toEqual({ field: 'name', width: 100 });
  });

  it('puts a field that was nowhere, and takes one away', () => {
    expect(shape(putField(sections, 'c_1', { section: 1, index: 0 }))).toEqual([
      'main: name level mobile',
      'more: c_1 email',
    ]);
    expect(placeOf(takeField(sections, 'level'), 'level')).toBeNull();
  });

  it('is rearranged by more than the fields that were added', () => {
    const added = putField(sections, 'new-1', { section: 0, index: 1 });
    expect(isRearranged(sections, added, ['new-1'])).toBe(false);
    expect(isRearranged(sections, stepField(added, 'level', 1), ['new-1'])).toBe(true);
    expect(isRearranged(sections, added, [])).toBe(true);
  });

  it('steps over the edge of a section, and stops at the ends of the page', () => {
    expect(shape(stepField(sections, 'mobile', 1))).toEqual(['main: name level', 'more: mobile email']);
    expect(shape(stepField(sections, 'email', -1))).toEqual(['main: name level mobile email', 'more:']);
    expect(stepField(sections, 'name', -1)).toBe(sections);
    expect(stepField(sections, 'email', 1)).toBe(sections);
  });

  it('renames a new field once it has a key', () => {
    expect(shape(renameField(putField(sections, 'new-1', { section: 0, index: 0 }), 'new-1', 'c_abc123'))[0]).toBe(
      'main: c_abc123 name level mobile',
    );
  });

  it('gives sections keys of their own and orders them', () => {
    const once = addSection(sections, { zh: '一' });
    const twice = addSection(once.sections, { zh: '二' });
    expect(new Set(twice.sections.map(({ key }) => key)).size).toBe(4);
    expect(stepSection(sections, 'more', -1).map(({ key }) => key)).toEqual(['more', 'main']);
    expect(stepSection(sections, 'main', -1)).toBe(sections);
  });
});

import { describe, expect, it } from 'vitest';
import type { Option } from '../field.js';
import * as contactOptions from './contact-options.js';
import * as customerOptions from './customer-options.js';

const lists: readonly (readonly [string, readonly Option[]])[] = Object.entries({
  ...customerOptions,
  ...contactOptions,
});

describe('the option lists that ship', () => {
  it.each(lists)('%s: keys and labels once each, readable keys, colours', (_name, options) => {
    expect(new Set(options.map(({ key }) => key)).size).toBe(options.length);
    expect(new Set(options.map(({ label }) => label.zh)).size).toBe(options.length);
    expect(new Set(options.map(({ label }) => label.en)).size).toBe(options.length);
    for (const { key, color } of options) {
      expect(key).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
      expect(color).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  it('has the keys that the API page names', () => {
    expect(customerOptions.industries.map(({ key }) => key)).toContain('it');
    expect(customerOptions.levels.map(({ key }) => key)).toEqual(['A', 'B', 'C', 'D']);
    expect(customerOptions.industries).toHaveLength(25);
    expect(customerOptions.sources).toHaveLength(24);
  });
});

import { describe, expect, it } from 'vitest';
import { MergeNames } from './merge-names.js';

const names = new MergeNames([
  { path: 'name', name: '客户名称' },
  { path: 'ownerId', name: '负责人' },
  { path: 'terms', name: 'Terms & <notes>' },
  { path: 'a', name: '同名' },
  { path: 'b', name: '同名' },
  { path: 'level', name: 'name' },
]);

describe('merge fields', () => {
  it('are shown by name and kept by path', () => {
    const kept = '尊敬的{{name}}，您的专员{{ ownerId }}';
    const shown = names.shown(kept, false);
    expect(shown).toBe('尊敬的{{客户名称}}，您的专员{{负责人}}');
    expect(names.kept(shown)).toBe('尊敬的{{name}}，您的专员{{ownerId}}');
    // Whoever knows the paths may write them.
    expect(names.kept(kept)).toBe('尊敬的{{name}}，您的专员{{ ownerId }}');
  });

  it('keep their path where the name does not tell them apart, or nothing is known of them', () => {
    expect(names.shown('{{a}}{{b}}{{level}}{{gone}}', false)).toBe('{{a}}{{b}}{{level}}{{gone}}');
  });

  it('are written as markup in markup', () => {
    const shown = names.shown('<p>{{terms}}</p>', true);
    expect(shown).toBe('<p>{{Terms &amp; &lt;notes&gt;}}</p>');
    expect(names.kept(shown)).toBe('<p>{{terms}}</p>');
  });
});

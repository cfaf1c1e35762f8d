import { describe, expect, it } from 'vitest';
import { type Migration, readMigrations } from '@ruyi/platform/database';
import { brokenSince, readReleases } from './releases.js';
import { MIGRATIONS } from './test-cluster.js';

const [releases, migrations] = await Promise.all([readReleases(MIGRATIONS), readMigrations(MIGRATIONS)]);

/** What would be said if the folder were so. */
const said = (changed: readonly Migration[]): string[] => brokenSince(releases, changed);

describe('the migrations of a release', () => {
  it('are as they were released', () => {
    expect(said(migrations)).toEqual([]);
  });

  it('are some, and later ones follow those of the first: there is something to upgrade', () => {
    const released = Object.keys(releases[0].migrations);
    expect(released.length).toBeGreaterThan(10);
    expect(migrations.length).toBeGreaterThan(released.length + 10);
  });

  it('may not be edited, not by a comment', () => {
    const edited = migrations.map((each) => (each.number === 7 ? { ...each, checksum: 'another' } : each));
    expect(said(edited)).toEqual(['0007_search was edited since first: write a new one instead']);
  });

  it('may not be taken away or named anew', () => {
    const renamed = migrations.map((each) => (each.number === 7 ? { ...each, name: 'finding' } : each));
    expect(said(renamed)).toEqual([
      '0007_search was taken away since first',
      '0007_finding came since first: its number has to be above 30',
    ]);
  });

  it('are followed by new ones, which do not come among them', () => {
    const late: Migration = { number: 9, name: 'late', sql: '', checksum: 'new' };
    expect(said([...migrations, late])).toEqual(['0009_late came since first: its number has to be above 30']);
    expect(said([...migrations, { ...late, number: 9999 }])).toEqual([]);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Migration } from '@ruyi/platform/database';

/** A version that installs may have: what is released is upgraded from, so its migrations are never edited. */
export interface Release {
  readonly name: string;
  /** What the version was built from. */
  readonly commit: string;
  /** The checksums of all its migrations by their names: `0001_foundation`. */
  readonly migrations: Readonly<Record<string, string>>;
}

/** The releases that a folder of migrations names, the oldest first. */
export async function readReleases(folder: string): Promise<readonly [Release, ...Release[]]> {
  const [first, ...others] = JSON.parse(await readFile(join(folder, 'released.json'), 'utf8')) as Release[];
  if (!first) throw new Error('migrations/released.json names no release');
  return [first, ...others];
}

/**
 * What an install of a release would not come through: migrations that were edited or taken away since, and new ones that
 * stand among those that have run there, so that an old install would run them after what a new one runs after them.
 */
export function brokenSince(releases: readonly Release[], migrations: readonly Migration[]): string[] {
  const now = new Map(migrations.map((migration) => [labelOf(migration), migration.checksum]));
  return releases.flatMap((release) => {
    const labels = Object.keys(release.migrations);
    const last = Math.max(...labels.map((label) => Number(label.slice(0, 4))));
    return [
      ...labels.filter((label) => !now.has(label)).map((label) => `${label} was taken away since ${release.name}`),
      ...labels
        .filter((label) => now.has(label) && now.get(label) !== release.migrations[label])
        .map((label) => `${label} was edited since ${release.name}: write a new one instead`),
      ...migrations
        .filter((migration) => migration.number < last && release.migrations[labelOf(migration)] === undefined)
        .map((migration) => `${labelOf(migration)} came since ${release.name}: its number has to be above ${last}`),
    ];
  });
}

function labelOf({ number, name }: Migration): string {
  return `${String(number).padStart(4, '0')}_${name}`;
}

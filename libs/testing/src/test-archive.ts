import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompanyArchiver } from '@ruyi/platform/tenant-archive';
import { afterAll } from 'vitest';
import type { TestDatabase } from './test-database.js';

/** Packs companies of the spec's own database. */
export function testArchive(db: TestDatabase): CompanyArchiver {
  const folder = mkdtempSync(join(tmpdir(), 'ruyi-archive-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return new CompanyArchiver({ databaseUrl: db.urls.app, filesFolder: join(folder, 'files'), workFolder: folder });
}

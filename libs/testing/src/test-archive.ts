import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompanyArchiver } from '@ruyi/platform/tenant-archive';
import type { TestDatabase } from './test-database.js';

/** Packs companies of the spec's own database, which keep no files. */
export function testArchive(db: TestDatabase): CompanyArchiver {
  const workFolder = tmpdir();
  return new CompanyArchiver({ databaseUrl: db.urls.app, filesFolder: join(workFolder, 'ruyi-no-files'), workFolder });
}

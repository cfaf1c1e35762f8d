import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exportTenant } from './export-tenant.js';

/** Packs a company's data for the company itself. */
export class CompanyArchiver {
  constructor(
    private readonly settings: {
      /** The application's role: it reads what it may read anyway. */
      readonly databaseUrl: string;
      readonly filesFolder: string;
      /** Where there is room for the archive while it is made. */
      readonly workFolder: string;
    },
  ) {}

  /** The archive is there while `take` runs. */
  async pack<T>(
    tenantId: string,
    take: (archive: { readonly content: NodeJS.ReadableStream; readonly rows: number }) => Promise<T>,
  ): Promise<T> {
    const { databaseUrl, filesFolder, workFolder } = this.settings;
    await mkdir(workFolder, { recursive: true });
    const folder = await mkdtemp(join(workFolder, 'archive-'));
    try {
      const target = join(folder, 'company.tar.gz');
      const manifest = await exportTenant({ databaseUrl, audience: 'company', filesFolder, tenantId, target });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      return await take({ content: createReadStream(target), rows });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

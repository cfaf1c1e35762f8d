import { createReadStream } from 'node:fs';
import { copyFile, cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { extract } from 'tar';
import { readReleases } from '@ruyi/testing';

const ROOT = resolve(import.meta.dirname, '../../../..');
const ARCHIVE = join(ROOT, 'apps/api-e2e/first-release/install.tar.gz');

/** A request that was made to the first release, and its answer. */
export interface Asked {
  readonly login: string;
  readonly password: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
  readonly answer: unknown;
}

/** What was written through the first release, by the names that `tools/upgrade` gives. */
export interface Story {
  readonly people: readonly { readonly login: string; readonly password: string }[];
  readonly fields: Readonly<Record<'budget' | 'channel' | 'code' | 'papers' | 'number', string>>;
  readonly records: Readonly<
    Record<'full' | 'contact' | 'claimed' | 'pooled' | 'moved' | 'locked' | 'deleted' | 'once', string>
  >;
  readonly jobs: Readonly<Record<'imported' | 'edited' | 'undone' | 'exported' | 'sent' | 'waiting', string>>;
  readonly file: string;
}

/** What an install of the first release has written: see `apps/api-e2e/first-release/README.md`. */
export class FirstReleaseData {
  private constructor(
    private readonly folder: string,
    readonly story: Story,
    readonly asked: readonly Asked[],
  ) {}

  static async open(): Promise<FirstReleaseData> {
    const folder = await mkdtemp(join(tmpdir(), 'ruyi-first-release-'));
    await extract({ file: ARCHIVE, cwd: folder });
    const [story, asked] = await Promise.all(
      ['story.json', 'answers.json'].map(
        async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown,
      ),
    );
    return new FirstReleaseData(folder, story as Story, asked as readonly Asked[]);
  }

  /** A folder with the migrations that the first release had, and no others: today's files, which nobody has edited since. */
  async migrations(): Promise<string> {
    const here = join(ROOT, 'migrations');
    const there = await mkdtemp(join(this.folder, 'migrations-'));
    const [first] = await readReleases(here);
    for (const label of Object.keys(first.migrations))
      await copyFile(join(here, `${label}.sql`), join(there, `${label}.sql`));
    return there;
  }

  /** The secret and the files of its data folder. */
  async intoFolder(dataFolder: string): Promise<void> {
    await cp(join(this.folder, 'data'), dataFolder, { recursive: true });
  }

  /** All its rows, into a database that the first release's migrations have made; as a superuser. */
  async intoDatabase(adminUrl: string): Promise<void> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query('begin');
      // Rows come in the order of their tables' names: what refers to what is there when all are.
      await client.query('set local session_replication_role = replica');
      const tables = await readdir(join(this.folder, 'rows'));
      await client.query(`truncate ${tables.map((table) => client.escapeIdentifier(table)).join(', ')}`);
      for (const table of tables) {
        const file = join(this.folder, 'rows', table);
        const columns = (await readFile(file, 'utf8')).split('\n', 1)[0] ?? '';
        const copy = copyFrom(`copy ${client.escapeIdentifier(table)} (${columns}) from stdin`);
        await pipeline(createReadStream(file, { start: Buffer.byteLength(columns) + 1 }), client.query(copy));
      }
      await client.query('commit');
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMigrations } from '@ruyi/platform/database';
import { type ApiClient, buildRoot } from '@ruyi/testing';
import { FaultInstall } from '../faults/support/fault-install.js';
import { expectNothingLost } from '../faults/support/expect-nothing-lost.js';
import { NightClock } from '../faults/support/night-clock.js';
import { ProductClock } from '../faults/support/product-clock.js';
import { runRuyi } from '../run-ruyi.js';
import { FirstReleaseData } from './first-release-data.js';
import { rowsOf } from './rows-of.js';

type Body = Record<string, unknown>;

/** Without `items`: a refusal. */
interface Roles {
  readonly items?: readonly { readonly key: string; permissions: readonly { readonly action: string }[] }[];
}

interface Views {
  readonly items: readonly { readonly origin?: string; readonly columns: readonly { width?: number }[] }[];
}

/** Starts of the tool and of processes, on a machine that does other things as well. */
const PATIENCE_MS = 180_000;

/** What may be done since, by administrators only. */
const CAME_LATER = ['webhooks', 'exportAll'];

let data: FirstReleaseData;
let install: FaultInstall;
const clock = new ProductClock();
const people = new Map<string, ApiClient>();

beforeAll(async () => {
  data = await FirstReleaseData.open();
  install = await FaultInstall.start({
    started: false,
    migrations: await data.migrations(),
    before: {
      folder: (dataFolder) => data.intoFolder(dataFolder),
      database: (adminUrl) => data.intoDatabase(adminUrl),
    },
    env: { SMS_SINK_URL: 'http://127.0.0.1:9', ...clock.env },
  });
});
afterAll(async () => {
  await install.stop();
  await data.close();
  await clock.remove();
});

/** Somebody of the install, signed in once, with the password of then. */
async function signedIn({ login, password }: { login: string; password: string }): Promise<ApiClient> {
  const known = people.get(login);
  if (known) return known;
  const { status, body } = await install.nobody().call('POST', '/auth/login', { login, password });
  expect(status, `${login}: ${JSON.stringify(body)}`).toBe(200);
  const client = install.nobody().as(String(body['accessToken']));
  people.set(login, client);
  return client;
}

/** The administrator, the manager and a salesperson of the demo company, and the administrator of the other one. */
async function person(index: number): Promise<ApiClient> {
  const found = data.story.people[index];
  if (!found) throw new Error(`nobody is the ${index}th`);
  return signedIn(found);
}

/** How wide a column is in a view that the product brings may change with it; in a view of the company's own it may not. */
function leaveOutWidths(views: Views): void {
  for (const { origin, columns } of views.items)
    if (origin !== 'custom') for (const column of columns) delete column.width;
}

/** An administrator may do everything that the version knows; nobody else may do more than before. */
function leaveOutLater({ items = [] }: Roles): void {
  for (const role of items.filter(({ key }) => key === 'admin'))
    role.permissions = role.permissions.filter(({ action }) => !CAME_LATER.includes(action));
}

async function must(client: ApiClient, method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await client.call(method, path, body);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

describe('an install of the first release', () => {
  it(
    'goes through all migrations since, and has each row and each value that it had',
    async () => {
      const before = await rowsOf(install);
      expect(before.get('customers')?.count).toBeGreaterThan(300);
      const all = await readMigrations(join(buildRoot(), 'migrations'));
      const were = await install.query('select number from migration');
      const { code, out, err } = await runRuyi(install.dataFolder, ['migrate']);
      expect({ code, err }, out).toEqual({ code: 0, err: '' });
      expect(await install.query('select number from migration')).toHaveLength(all.length);
      expect(were.length).toBeLessThan(all.length);
      expect(await rowsOf(install, before)).toEqual(before);
    },
    PATIENCE_MS,
  );

  it(
    'is shown as it was: every list, record, history, pool, search and file that its people saw, and every refusal',
    async () => {
      await install.api.start();
      // Days that are left, what is due, this month: answers go by the day on which they were given.
      const [then] = await install.query<{ at: Date }>('select max(at) as at from history');
      const night = await NightClock.start(install, clock, then?.at ?? new Date(), [install.api]);
      for (const { method, path, body, status, answer, ...who } of data.asked) {
        const today = await (await signedIn(who)).call<unknown>(method, path, body);
        const what = `${who.login} ${method} ${path}`;
        if (path === '/roles') leaveOutLater(today.body as Roles);
        if (path.endsWith('/views')) leaveOutWidths(answer as Views);
        expect.soft(today.status, what).toBe(status);
        if (typeof answer === 'object' && answer !== null) expect.soft(today.body, what).toMatchObject(answer);
        else expect.soft(today.body, what).toBe(answer);
      }
      await night.set(new Date());
    },
    PATIENCE_MS,
  );

  it(
    'is worked on: edits, claims, imports, files, what came with later versions',
    async () => {
      const { records, fields, jobs } = data.story;
      const [admin, , seller] = await Promise.all([person(0), person(1), person(2)]);
      // Before it would be due: nobody knows when this test runs.
      await must(admin, 'POST', `/jobs/${jobs.waiting}/cancel`);
      await install.worker.start();

      const path = `/records/customers/${records.full}`;
      const { version } = await must(admin, 'GET', path);
      await must(admin, 'PATCH', path, { version, [fields.budget]: 5 });
      const history = await must(admin, 'GET', `${path}/history`);
      expect(JSON.stringify(history['items'])).toContain(fields.budget);
      expect(await must(admin, 'GET', path)).toMatchObject({ [fields.budget]: 5, [fields.code]: 'FR-0001' });

      // Values that have to be unique still are, and numbers go on where they were.
      const again = await admin.call('POST', '/records/customers', { name: '又一家', [fields.code]: 'FR-0001' });
      expect(again.status).toBe(409);
      const next = await must(admin, 'POST', '/records/customers', { name: '升级后的客户' });
      const taken = data.asked.find((each) => each.path === `/records/customers/${records.once}`)?.answer as Body;
      const created = await must(admin, 'GET', `/records/customers/${String(next['id'])}`);
      expect(String(created[fields.number]) > String(taken[fields.number])).toBe(true);

      await must(seller, 'POST', `/records/customers/${records.pooled}/actions/claim`, {});
      const second = await admin.call('POST', `/records/customers/${records.pooled}/actions/claim`, {});
      expect(second.body).toMatchObject({ code: 'alreadyClaimed' });
      await must(admin, 'POST', `/records/customers/${records.deleted}/restore`);

      const form = new FormData();
      form.set('file', new Blob(['公司名称,预算\n升级后导入的,7']), '客户.csv');
      const file = await must(admin, 'POST', '/files', form);
      const mapping = { 公司名称: 'name', 预算: fields.budget };
      const body = { fileId: file['id'], mode: 'create', mapping };
      const started = await must(admin, 'POST', '/records/customers/import', body);
      expect(await admin.jobEnd(String(started['jobId']), 60_000)).toMatchObject({ state: 'completed', failed: 0 });

      // What the first release did not know: a merge of what it wrote, ranked search, keys.
      const [into, from] = [records.full, records.once];
      const versions = Object.fromEntries(
        await Promise.all(
          [into, from].map(async (id) => [id, (await must(admin, 'GET', `/records/customers/${id}`))['version']]),
        ),
      ) as Body;
      await must(admin, 'POST', '/records/customers/merge', { into, from: [from], versions, values: {} });
      const hits = await must(admin, 'GET', `/search?q=${encodeURIComponent('首版精密仪器有限公司')}`);
      expect((hits['items'] as Body[])[0]).toMatchObject({ id: into, matched: { as: 'whole' } });
      const roles = (await must(admin, 'GET', '/roles'))['items'] as { id: string; key: string }[];
      const roleId = roles.find(({ key }) => key === 'readonly')?.id;
      const key = await must(admin, 'POST', '/keys', { name: 'ERP', roleId });
      const program = install.nobody().as(String(key['key']));
      expect(await must(program, 'GET', path)).toMatchObject({ id: into });
    },
    PATIENCE_MS,
  );

  it(
    'agrees with itself after all that, and once its search is made anew',
    async () => {
      await expectNothingLost(install);
      expect(await runRuyi(install.dataFolder, ['search', 'rebuild'])).toMatchObject({ code: 0, err: '' });
      await expectNothingLost(install);
      const number = encodeURIComponent('139 0000 1234');
      const hits = await must(await person(0), 'GET', `/search?q=${number}`);
      expect((hits['items'] as Body[])[0]).toMatchObject({ id: data.story.records.full, matched: { as: 'whole' } });
    },
    PATIENCE_MS * 2,
  );
});

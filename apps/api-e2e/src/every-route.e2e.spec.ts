import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { ApiClient, buildRoot } from '@ruyi/testing';
import { Company } from './operations/company.js';
import { UNDOCUMENTED_ROUTES } from './operations/undocumented-routes.js';

interface Paths {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const CLIENT = join(buildRoot(), 'dist/apps/web');

const nobody = new ApiClient(inject('serverUrl'));
const [ann, bob] = [await Company.signUp(nobody), await Company.signUp(nobody)];
let routes: readonly string[] = [];
let documented: ReadonlySet<string> = new Set();

beforeAll(async () => {
  routes = await servedRoutes();
  const { paths } = (await nobody.call<Paths>('GET', '//api/openapi.json')).body;
  documented = new Set(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    ),
  );
});

it('every route of the router is in the document, or is named here and has a test', () => {
  expect(routes.length).toBeGreaterThan(150);
  // A HEAD is the GET beside it without its body.
  const heads = routes.filter((route) => route.startsWith('HEAD ')).map((route) => route.replace('HEAD', 'GET'));
  expect(heads.filter((get) => !routes.includes(get))).toEqual([]);
  const beside = routes.filter((route) => !route.startsWith('HEAD ') && !documented.has(route));
  const paths = new Set(beside.map((route) => route.slice(route.indexOf(' ') + 1)));
  // A build of the server alone has no pages.
  const known = Object.keys(UNDOCUMENTED_ROUTES).filter(
    (path) => path !== '/*' || existsSync(join(CLIENT, 'index.html')),
  );
  expect([...paths].sort()).toEqual(known.sort());
});

it('every operation of the document is a route of the router', () => {
  expect([...documented].filter((operation) => !routes.includes(operation))).toEqual([]);
});

it.each(Object.entries(UNDOCUMENTED_ROUTES))(
  '%s, which is in no document, tells nothing of a company',
  async (_, route) => {
    await route.holds({ ann, bob, nobody });
  },
);

/** As the process said them when it began to listen, without the files of the client, which are as they were built. */
async function servedRoutes(): Promise<readonly string[]> {
  const log = await readFile(join(inject('serverData'), 'logs/api.log'), 'utf8');
  const line = log.split('\n').find((each) => each.includes('"msg":"routes"'));
  if (!line) throw new Error('the process has not said its routes');
  const { routes: all } = JSON.parse(line) as { routes: string[] };
  const built = await readdir(CLIENT, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Set(
    built.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name).slice(CLIENT.length)),
  );
  return all.filter((route) => !files.has(route.slice(route.indexOf(' ') + 1)));
}

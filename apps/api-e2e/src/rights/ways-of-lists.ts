import type { Look, Shown, Way } from './way.js';

const ALL_OF_THEM = { field: 'createdAt', op: 'thisYear' };

async function said({ client }: Look, method: string, path: string, body?: unknown): Promise<Shown> {
  return { said: (await client.call<unknown>(method, path, body)).body };
}

const keysOf = ({ module }: Look): string[] => module.fields.map(({ key }) => key);
const path = ({ module }: Look, rest = ''): string => `/records/${module.key}${rest}`;

/** What is seen of many records at once. */
export const WAYS_OF_LISTS: readonly Way[] = [
  {
    name: 'a list',
    operation: 'GET /records/{module}',
    rows: true,
    fields: 'some',
    ask: (look) => said(look, 'GET', path(look, '?limit=100')),
  },
  {
    name: 'a list of chosen columns',
    operation: 'GET /records/{module}',
    rows: true,
    fields: 'every',
    // One that is hidden is refused; so the others are asked for alone as well.
    ask: async (look) => {
      const columns = [look.module.nameField, ...keysOf(look)];
      const all = await said(look, 'GET', path(look, `?limit=100&fields=${columns.join(',')}`));
      const name = await said(look, 'GET', path(look, `?limit=100&fields=${look.module.nameField}`));
      return { said: [all.said, name.said] };
    },
  },
  {
    name: 'a quick search of the list, and the picker, which is one',
    operation: 'GET /records/{module}',
    rows: true,
    fields: 'some',
    ask: (look) => said(look, 'GET', path(look, '?limit=100&search=资料')),
  },
  {
    name: 'a list sorted by each field',
    operation: 'GET /records/{module}',
    rows: true,
    fields: 'some',
    ask: async (look) => ({
      said: await Promise.all(
        [look.module.nameField, ...keysOf(look)].map(
          async (key) => (await said(look, 'GET', path(look, `?limit=100&sort=${key}`))).said,
        ),
      ),
    }),
  },
  {
    name: 'a query',
    operation: 'POST /records/{module}/query',
    rows: true,
    fields: 'some',
    ask: (look) => said(look, 'POST', path(look, '/query'), { filter: ALL_OF_THEM, limit: 100 }),
  },
  {
    name: 'an exact total',
    operation: 'POST /records/{module}/query',
    ask: async (look) => {
      const body = { filter: ALL_OF_THEM, fields: [look.module.nameField], total: 'exact', limit: 1 };
      const shown = await said(look, 'POST', path(look, '/query'), body);
      return { ...shown, count: (shown.said as { total?: { value: number } }).total?.value ?? 0 };
    },
  },
  {
    name: 'the number of a view',
    operation: 'POST /modules/{module}/views/counts',
    ask: async (look) => {
      const shown = await said(look, 'POST', `/modules/${look.module.key}/views/counts`, { keys: ['all'] });
      return { ...shown, count: (shown.said as { all?: { value: number } }).all?.value ?? 0 };
    },
  },
  {
    name: 'an aggregate that counts',
    operation: 'POST /records/{module}/aggregate',
    ask: async (look) => {
      const shown = await said(look, 'POST', path(look, '/aggregate'), {
        groupBy: [],
        measures: [{ as: 'n', fn: 'count' }],
      });
      return { ...shown, count: (shown.said as { rows?: { values: { n: number } }[] }).rows?.[0]?.values.n ?? 0 };
    },
  },
  {
    name: 'grouping by each field, and the largest of each',
    operation: 'POST /records/{module}/aggregate',
    fields: 'some',
    ask: async (look) => {
      const groups = keysOf(look).map((field) => ({ groupBy: [{ field }], measures: [{ as: 'n', fn: 'count' }] }));
      const most = keysOf(look).map((field) => ({ groupBy: [], measures: [{ as: 'm', fn: 'max', field }] }));
      const all = [...groups, ...most].map((body) => said(look, 'POST', path(look, '/aggregate'), body));
      return { said: (await Promise.all(all)).map((each) => each.said) };
    },
  },
  {
    name: 'a column of the record that is referred to',
    operation: 'POST /records/{module}/query',
    of: ({ key }) => key !== 'customers',
    ask: async (look) => {
      const references = look.module.fields.filter(({ kind }) => kind === 'reference');
      const fields = references.flatMap(({ key }) => [`${key}.name`, `${key}.mobile`]);
      return said(look, 'POST', path(look, '/query'), { fields, limit: 100 });
    },
  },
  {
    name: 'the search of the top bar',
    operation: 'GET /search',
    rows: true,
    ask: (look) => said(look, 'GET', `/search?limit=50&modules=${look.module.key}&q=资料`),
  },
  {
    name: 'the search of the top bar for each value',
    operation: 'GET /search',
    fields: 'some',
    of: ({ fields }) => fields.some(({ kind }) => kind === 'mobile'),
    ask: async (look) => {
      // All but the last sign: a whole value is known to who asks for it.
      const parts = look.module.fields.flatMap(({ tokens }) =>
        tokens.map((token) => encodeURIComponent(token.slice(0, -1))),
      );
      const all = parts.map((part) => said(look, 'GET', `/search?modules=${look.module.key}&q=${part}`));
      return { said: (await Promise.all(all)).map((each) => each.said) };
    },
  },
  {
    name: 'duplicates of what resembles it',
    operation: 'POST /records/{module}/duplicates',
    of: ({ key }) => key !== 'followUps',
    ask: async (look) => {
      const texts = [`row viewer${look.module.key} 的资料`, ...look.module.records.map(({ token }) => token)];
      const all = texts.map((text) => said(look, 'POST', path(look, '/duplicates'), { text }));
      return { said: (await Promise.all(all)).map((each) => each.said) };
    },
  },
  {
    name: 'an export',
    operation: 'POST /records/{module}/export',
    rows: true,
    fields: 'every',
    slow: true,
    ask: async (look) => {
      const texts = await Promise.all(
        [[look.module.nameField, ...keysOf(look)], [look.module.nameField]].map((fields) =>
          exported(look, { filter: ALL_OF_THEM, fields, format: 'csv' }),
        ),
      );
      return { said: texts };
    },
  },
];

async function exported(look: Look, body: object): Promise<unknown> {
  const { body: started } = await look.client.call('POST', path(look, '/export'), body);
  if (typeof started['jobId'] !== 'string') return started;
  const { result } = await look.client.jobEnd(started['jobId']);
  const fileId = (result as { fileId?: string } | undefined)?.fileId;
  return [result, (await look.client.call<unknown>('GET', `/files/${fileId ?? ''}`)).body];
}

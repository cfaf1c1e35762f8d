import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from './operations/company.js';

/** What the role may not see: a mobile, which a masked role sees as `139****7788`, and a custom field. */
const MOBILE = '13911227788';
const MASKED = '139****7788';
const SECRET = '底价机密';

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const readers: { [access: string]: ApiClient } = {};
let field = '';
let customer = '';
let contactOfIt = '';

beforeAll(async () => {
  field = String(
    (await company.make('/modules/customers/fields', { label: { zh: '备忘' }, type: 'text', indexed: true }))['key'],
  );
  const record = await company.record('customers', { mobile: '13800138000', [field]: '旧' });
  customer = record.id;
  // So that the history, the timeline and what is searched have it too.
  await company.must('PATCH', `/records/customers/${customer}`, { version: 1, mobile: MOBILE, [field]: SECRET });
  contactOfIt = (await company.record('contacts', { customer })).id;
  for (const access of ['hidden', 'masked', 'read']) {
    const actions = ['read', 'create', 'edit', 'export', 'send'] as const;
    const role = await company.make('/roles', {
      name: access,
      permissions: ['customers', 'contacts'].flatMap((module) =>
        actions.map((action) => ({ module, action, scope: 'all' })),
      ),
      fields: ['mobile', field].map((each) => ({ module: 'customers', field: each, access })),
    });
    readers[access] = (await company.colleague([role.id])).client;
  }
});

type Way = (client: ApiClient) => Promise<unknown>;

const said = async (client: ApiClient, method: string, path: string, body?: unknown): Promise<unknown> =>
  (await client.call<unknown>(method, path, body)).body;

/** Where a value could come out. */
const WAYS_OUT: Readonly<Record<string, Way>> = {
  list: (client) => said(client, 'GET', '/records/customers'),
  'list of chosen columns': (client) => said(client, 'GET', `/records/customers?fields=name,mobile,${field}`),
  query: (client) => said(client, 'POST', '/records/customers/query', { fields: ['name', 'mobile', field] }),
  'a column of the referenced record': (client) =>
    said(client, 'GET', `/records/contacts?fields=name,customer.mobile,customer.${field}`),
  read: (client) => said(client, 'GET', `/records/customers/${customer}`),
  'read of what refers to it': (client) => said(client, 'GET', `/records/contacts/${contactOfIt}`),
  history: (client) => said(client, 'GET', `/records/customers/${customer}/history`),
  timeline: (client) => said(client, 'GET', `/records/customers/${customer}/timeline`),
  'search from the top bar': (client) => said(client, 'GET', `/search?q=${encodeURIComponent(company.marker)}`),
  picker: (client) => said(client, 'GET', `/records/customers?search=${encodeURIComponent(company.marker)}`),
  duplicates: (client) =>
    said(client, 'POST', '/records/customers/duplicates', {
      values: { mobile: MOBILE.slice(0, 0) || '13911227789', name: company.marker },
    }),
  'duplicates of its value': async (client) => [
    await said(client, 'POST', '/records/customers/duplicates', { text: MOBILE.slice(0, 10) }),
    await said(client, 'POST', '/records/customers/duplicates', { text: company.marker }),
  ],
  'grouping by it': (client) =>
    said(client, 'POST', '/records/customers/aggregate', {
      groupBy: [{ field }],
      measures: [{ as: 'n', fn: 'count' }],
    }),
  'the largest of it': (client) =>
    said(client, 'POST', '/records/customers/aggregate', { groupBy: [], measures: [{ as: 'm', fn: 'max', field }] }),
  'preview of a merge': (client) =>
    said(client, 'POST', '/templates/preview', {
      channel: 'mail',
      module: 'customers',
      subject: '{{mobile}}',
      body: `{{mobile}} {{${field}}}`,
      recordId: customer,
    }),
  'a merge through a reference': (client) =>
    said(client, 'POST', '/templates/preview', {
      channel: 'mail',
      module: 'contacts',
      subject: 'x',
      body: `{{customer.mobile}} {{customer.${field}}}`,
      recordId: contactOfIt,
    }),
  'the answer to a change': async (client) => {
    const { body } = await company.admin.call('GET', `/records/customers/${customer}`);
    return said(client, 'PATCH', `/records/customers/${customer}`, {
      version: body['version'],
      remark: `${Math.random()}`,
    });
  },
  'a stale version': (client) => said(client, 'PATCH', `/records/customers/${customer}`, { version: 1, remark: 'x' }),
  why: (client) => said(client, 'GET', `/why?module=customers&id=${customer}`),
  export: async (client) => {
    const body = { ids: [customer], fields: ['name', 'mobile', field], format: 'csv' };
    const { body: started } = await client.call('POST', '/records/customers/export', body);
    if (typeof started['jobId'] !== 'string') return started;
    const { result } = await client.jobEnd(started['jobId']);
    return said(client, 'GET', `/files/${String((result as { fileId?: string } | undefined)?.fileId)}`);
  },
};

it('a masked field is found by the whole of its value, which whoever asks has to know', async () => {
  const found = async (value: string): Promise<unknown> => {
    const body = { filter: { field, op: 'eq', value }, fields: ['name'], total: 'exact' };
    return (await readers['masked']?.call('POST', '/records/customers/query', body))?.body['total'];
  };
  expect(await Promise.all([SECRET, SECRET.slice(0, 2)].map(found))).toEqual([
    { value: 1, exact: true },
    { value: 0, exact: true },
  ]);
});

describe.each(['hidden', 'masked'])('a field that is %s', (access) => {
  it.each(Object.entries(WAYS_OUT))('does not come out by %s', async (_, way) => {
    const text = JSON.stringify(await way(readers[access] ?? company.admin));
    for (const secret of [MOBILE, SECRET, ...(access === 'hidden' ? [MASKED] : [])]) expect(text).not.toContain(secret);
  });

  it.each([
    ...(access === 'hidden' ? ['eq'] : []),
    'ne',
    'contains',
    'notContains',
    'startsWith',
    'isEmpty',
    'isNotEmpty',
    'in',
    'notIn',
  ])('cannot be guessed at by the filter %s', async (op) => {
    const value = op.startsWith('is') ? {} : { value: op === 'in' || op === 'notIn' ? [SECRET] : SECRET };
    for (const [path, name] of [
      ['/records/customers', field],
      ['/records/contacts', `customer.${field}`],
    ] as const) {
      const filter = { not: { field: name, op, ...value } };
      for (const [method, address, body] of [
        ['GET', `${path}?filter=${encodeURIComponent(JSON.stringify(filter))}&total=exact`, undefined],
        ['POST', `${path}/query`, { filter }],
        ['POST', `${path}/aggregate`, { groupBy: [], measures: [{ as: 'n', fn: 'count' }], filter }],
        ['POST', `${path}/export`, { filter, fields: ['name'], format: 'csv' }],
        ['POST', `${path}/actions/edit`, { filter, params: { remark: 'x' } }],
      ] as const) {
        const answer = await readers[access]?.call(method, address, body);
        const code = access === 'masked' ? 'notAllowed' : 'unknownField';
        expect(answer, `${method} ${address}`).toMatchObject({ status: 422, body: { code } });
      }
    }
  });

  it('cannot be sorted by, nor found by its digits', async () => {
    const client = readers[access] ?? company.admin;
    expect(await client.call('GET', `/records/customers?sort=${field}`)).toMatchObject({ status: 422 });
    expect(await client.call('GET', `/records/contacts?sort=customer.${field}`)).toMatchObject({ status: 422 });
    const guesses = access === 'hidden' ? [MOBILE] : [];
    for (const guess of [...guesses, MOBILE.slice(3), MOBILE.slice(0, 7), SECRET.slice(0, 2)])
      for (const path of [`/records/customers?search=${guess}`, `/search?q=${guess}`])
        expect((await client.call('GET', path)).body['items'], path).toEqual([]);
  });

  it('cannot be written, and what is refused does not tell whether the value is taken', async () => {
    const client = readers[access] ?? company.admin;
    for (const value of [SECRET, '别的']) {
      const { version } = (await company.admin.call('GET', `/records/customers/${customer}`)).body;
      const answer = await client.call('PATCH', `/records/customers/${customer}`, { version, [field]: value });
      expect([403, 422]).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toContain(SECRET);
    }
  });
});

it('and all of these ways show the field to who may read it, so that the suite can fail', async () => {
  const client = readers['read'] ?? company.admin;
  const silent: string[] = [];
  for (const [name, way] of Object.entries(WAYS_OUT)) {
    const text = JSON.stringify(await way(client));
    if (![MOBILE, SECRET].some((value) => text.includes(value))) silent.push(name);
  }
  expect(silent).toEqual([
    'read of what refers to it',
    'search from the top bar',
    'duplicates',
    'duplicates of its value',
    'the largest of it',
    'a stale version',
    'why',
  ]);
});

import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from './operations/company.js';

/** What the role may not see, and may not find out by asking: a mobile and a custom field. How it could come out is in `seen-rights`. */
const MOBILE = '13911227788';
const SECRET = '底价机密';

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const readers: { [access: string]: ApiClient } = {};
let field = '';
let customer = '';

beforeAll(async () => {
  field = String(
    (
      await company.make('/modules/customers/fields', {
        label: { zh: '备忘' },
        type: 'text',
        indexed: true,
        unique: true,
      })
    )['key'],
  );
  const record = await company.record('customers', { mobile: '13800138000', [field]: '旧' });
  customer = record.id;
  // So that the history, the timeline and what is searched have it too.
  await company.must('PATCH', `/records/customers/${customer}`, { version: 1, mobile: MOBILE, [field]: SECRET });
  await company.record('contacts', { customer });
  for (const access of ['hidden', 'masked', 'edit']) {
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
    const other = await company.record('customers');
    const answers: string[] = [];
    for (const value of [SECRET, '别的']) {
      const answer = await client.call('PATCH', `/records/customers/${other.id}`, { version: 1, [field]: value });
      expect([403, 422]).toContain(answer.status);
      answers.push(JSON.stringify({ ...answer, headers: null }));
    }
    expect(answers[0]).toBe(answers[1]);
    // To who may write it, the one is taken and the other is not.
    const taken = await readers['edit']?.call('PATCH', `/records/customers/${other.id}`, {
      version: 1,
      [field]: SECRET,
    });
    expect(taken?.body).toMatchObject({ code: 'notUnique' });
  });
});

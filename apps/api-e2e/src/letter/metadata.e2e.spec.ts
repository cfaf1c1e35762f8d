import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from '../operations/company.js';

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const api = company.admin;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEY = /^c_[a-z0-9]{6}$/;
const fresh = (): string => randomBytes(4).toString('hex');
const fields = '/modules/customers/fields';

/** A kind, what it needs besides, a value as it is sent, and as it is answered where that differs. */
const KINDS: readonly (readonly [string, object, unknown, unknown?])[] = [
  ['text', {}, '一行'],
  ['longText', {}, '两\n行'],
  ['number', {}, 1.5],
  ['integer', {}, 42],
  ['money', {}, { amount: '99.90', currency: 'CNY' }],
  ['money', {}, 99.9, { amount: '99.90', currency: 'CNY' }],
  ['percent', {}, 12.5],
  ['rating', {}, 3],
  ['boolean', {}, true],
  ['tags', {}, ['红', '绿']],
  ['date', {}, '2027-01-05'],
  ['dateTime', {}, '2027-01-05T09:30:00+08:00', '2027-01-05T01:30:00.000Z'],
  ['mobile', {}, '13800138000'],
  ['telephone', {}, '0571-88001234'],
  ['email', {}, 'a@example.com'],
  ['url', {}, 'https://example.com/'],
  ['region', {}, '330106'],
  ['address', {}, { region: '330106', detail: '文三路 1 号' }],
  ['user', {}, company.adminId],
  ['reference', { target: 'customers' }, (await company.record('customers')).id],
  ['files', {}, [await company.file()]],
];

describe('a field of a company', () => {
  const kinds = KINDS.map(([type, settings, value, answered = value]) => ({ type, settings, value, answered }));
  it.each(kinds)('of kind $type takes, answers and keeps $value', async ({ type, settings, value, answered }) => {
    const made = await api.call('POST', fields, {
      label: { zh: `字段 ${fresh()}`, en: 'Field' },
      type,
      ...settings,
      required: false,
      unique: false,
      indexed: false,
    });
    expect(made, JSON.stringify(made.body)).toMatchObject({
      status: 201,
      body: { key: expect.stringMatching(KEY), type },
    });
    const key = String(made.body['key']);
    const record = await company.record('customers', { [key]: value });
    expect(record[key]).toEqual(type === 'address' ? expect.objectContaining(answered) : answered);
    const read = await api.call('GET', `/records/customers/${record.id}`);
    expect(read.body[key]).toEqual(record[key]);
    const emptied = await api.call('PATCH', `/records/customers/${record.id}`, { version: 1, [key]: null });
    expect(emptied).toMatchObject({ status: 200, body: { [key]: null } });
    const wrong = await api.call('POST', '/records/customers', {
      ...(await company.valuesFor('customers')),
      [key]: { no: {} },
    });
    expect(wrong, JSON.stringify(wrong.body)).toMatchObject({ status: 422 });
    expect(JSON.stringify(wrong.body['errors'])).toContain(`"path":"${key}`);
  });

  it('has options with keys that the server makes; a retired one stays where it is and is refused as new', async () => {
    const made = await api.call('POST', fields, {
      label: { zh: '渠道' },
      type: 'select',
      indexed: true,
      options: [{ label: { zh: '抖音' } }, { label: { zh: '展会', en: 'Fair' }, color: '#1565c0' }],
    });
    const options = made.body['options'] as { key: string }[];
    expect([made.status, options.length]).toEqual([201, 2]);
    const [first, second] = options.map((option) => option.key);
    const key = String(made.body['key']);
    const record = await company.record('customers', { [key]: first });
    expect((await api.call('POST', `${fields}/${key}/options/${first}/retire`, {})).status).toBe(200);
    expect((await api.call('GET', `/records/customers/${record.id}`)).body[key]).toBe(first);
    expect(await api.call('PATCH', `/records/customers/${record.id}`, { version: 1, remark: 'x' })).toMatchObject({
      status: 200,
      body: { [key]: first },
    });
    expect(
      await api.call('POST', '/records/customers', { ...(await company.valuesFor('customers')), [key]: first }),
    ).toMatchObject({ status: 422, body: { errors: [{ path: key, code: 'unknownOption' }] } });
    expect((await company.record('customers', { [key]: second }))[key]).toBe(second);
  });

  it('never changes its key or kind, and its key is gone with it', async () => {
    const { key } = await company.field();
    for (const change of [{ type: 'text' }, { key: 'c_aaaaaa' }])
      expect((await api.call('PATCH', `${fields}/${key}`, change)).status).toBe(422);
    expect(await api.call('PATCH', `${fields}/${key}`, { label: { zh: '新名' } })).toMatchObject({
      status: 200,
      body: { key, label: { zh: '新名' } },
    });
    expect((await api.call('DELETE', `${fields}/${key}`)).status).toBe(204);
    expect(await api.call('GET', `/records/customers?sort=${key}`)).toMatchObject({
      status: 422,
      body: { code: 'unknownField' },
    });
    expect((await api.call('PATCH', `${fields}/c_zzzzzz`, { label: { zh: 'x' } })).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['no label', { label: undefined }, 'label'],
    ['an unknown kind', { type: 'colour' }, 'type'],
    ['no kind', { type: undefined }, 'type'],
    ['options that a text has not', { options: [{ label: { zh: 'x' } }] }, 'options'],
    ['a select without options', { type: 'select' }, 'options'],
    [
      '10,000 options',
      { type: 'select', options: Array.from({ length: 10_000 }, (_, i) => ({ label: { zh: `o${i}` } })) },
      'options',
    ],
    ['a reference to nowhere', { type: 'reference', target: 'nope' }, 'target'],
    ['uniqueness that a select has not', { type: 'select', unique: true, options: [{ label: { zh: 'x' } }] }, 'unique'],
    ['an unknown key', { colour: 'red' }, 'colour'],
    ['a label of 10,000 characters', { label: { zh: '长'.repeat(10_000) } }, 'label.zh'],
    ['a pattern that is none', { pattern: '(' }, 'pattern'],
  ])('is refused with %s', async (_, wrong, path) => {
    const answer = await api.call('POST', fields, { label: { zh: `字段 ${fresh()}` }, type: 'text', ...wrong });
    expect(answer, JSON.stringify(answer.body).slice(0, 500)).toMatchObject({ status: 422 });
    expect(JSON.stringify(answer.body['errors'])).toContain(`"path":"${path}`);
  });

  it('with a pattern that would never end is answered at once', async () => {
    const made = await api.call('POST', fields, { label: { zh: `字段 ${fresh()}` }, type: 'text', pattern: '^(a+)+$' });
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
    const started = Date.now();
    const value = { [String(made.body['key'])]: `${'a'.repeat(200)}!` };
    const answer = await api.call('POST', '/records/customers', {
      ...(await company.valuesFor('customers')),
      ...value,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'patternMismatch' } });
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

it('a module has all that a client draws from', async () => {
  const { body } = await api.call('GET', '/modules/customers');
  expect(body).toMatchObject({
    key: 'customers',
    label: { zh: '客户' },
    fields: expect.any(Array),
    layouts: expect.any(Array),
    views: expect.any(Array),
    actions: expect.any(Array),
  });
  expect((await api.call('GET', '/modules/nope')).status).toBe(404);
  expect((await api.call('GET', '/modules/customers/views')).status).toBe(200);
  expect((await api.call('GET', '/modules/customers/layouts')).status).toBe(200);
});

it('files, jobs and an export keep their shapes', async () => {
  const form = new FormData();
  form.set('file', new Blob(['合同']), '合同.txt');
  const file = await api.call('POST', '/files', form);
  expect(file).toMatchObject({
    status: 201,
    body: { id: expect.stringMatching(UUID), name: '合同.txt', size: 6, type: expect.any(String) },
  });
  expect((await api.call('GET', `/files/${String(file.body['id'])}`)).body).toBe('合同');
  expect((await api.call('GET', `/files/${randomUUID()}`)).status).toBe(404);
  expect((await api.call('POST', '/files', {})).status).toBe(415);
  await company.record('customers');
  for (const format of ['csv', 'xlsx']) {
    const started = await api.call('POST', '/records/customers/export', {
      filter: { and: [] },
      fields: ['name'],
      format,
    });
    expect(started).toMatchObject({ status: 202, body: { jobId: expect.stringMatching(UUID) } });
    expect(await api.jobEnd(String(started.body['jobId']))).toMatchObject({
      state: 'completed',
      done: expect.any(Number),
      total: expect.any(Number),
      failed: 0,
      result: { fileId: expect.stringMatching(UUID) },
    });
  }
  expect((await api.call('GET', `/jobs/${randomUUID()}`)).status).toBe(404);
});

it('pools, templates, search, why and the bell keep their shapes', async () => {
  const pool = await api.call('POST', '/pools', {
    name: `公海 ${fresh()}`,
    members: { users: [company.adminId], departments: [] },
    admins: { users: [], departments: [] },
    visibleFields: ['name'],
    limits: { claimPerDay: 3 },
  });
  expect(pool, JSON.stringify(pool.body)).toMatchObject({
    status: 201,
    body: {
      id: expect.stringMatching(UUID),
      members: { users: [company.adminId] },
      visibleFields: ['name'],
      limits: { claimPerDay: 3 },
    },
  });
  const path = `/pools/${String(pool.body['id'])}/rules`;
  expect((await api.call('GET', path)).status).toBe(200);
  expect((await api.call('POST', `${path}/preview`)).status).toBe(200);
  expect((await api.call('POST', '/pools/sweep')).status).toBe(200);
  const { id } = await company.record('customers');
  expect((await api.call('GET', `/search?q=${company.marker}&modules=customers`)).body['items']).not.toEqual([]);
  expect(await api.call('GET', '/search')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'q', code: 'required' }] },
  });
  expect(await api.call('GET', `/why?module=customers&id=${id}&userId=${company.adminId}`)).toMatchObject({
    status: 200,
    body: { allowed: true, because: expect.any(Array) },
  });
  expect((await api.call('GET', '/notifications')).status).toBe(200);
  const template = await company.template();
  const body = { channel: 'sms', templateId: template.id, ids: [id] };
  const sent = await api.call('POST', '/records/customers/send', body);
  expect(sent).toMatchObject({ status: 202, body: { jobId: expect.stringMatching(UUID) } });
  expect(await api.jobEnd(String(sent.body['jobId']))).toMatchObject({
    state: 'completed',
    total: 1,
    result: expect.any(Object),
  });
  for (const [wrong, at] of [
    [{ templateId: randomUUID() }, 'templateId'],
    [{ channel: 'fax' }, 'channel'],
    [{ filter: { and: [] } }, 'ids'],
    [{ at: 'soon' }, 'at'],
  ] as const)
    expect(await api.call('POST', '/records/customers/send', { ...body, ...wrong }), at).toMatchObject({
      status: 422,
      body: { errors: [{ path: at }] },
    });
});

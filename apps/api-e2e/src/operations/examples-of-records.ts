import { randomBytes } from 'node:crypto';
import type { Company } from './company.js';
import type { Example } from './example.js';

const fresh = (): string => randomBytes(5).toString('hex');

type Of = (company: Company, module: string) => Promise<Example> | Example;

const NAMES: Readonly<Record<string, string>> = { customers: 'name', contacts: 'name', followUps: 'content' };

const CONSENT = { channel: 'sms', source: 'phone', note: '电话里同意', at: '2026-01-05T02:00:00.000Z' };

/** Records and what is done to them; the module is the second argument. */
export const EXAMPLES_OF_RECORDS: Readonly<Record<string, Of>> = {
  'GET /records/{module}': async (company, module) => {
    const { integer, select } = await company.fields(module);
    return {
      query: {
        view: await company.viewKey(module),
        filter: JSON.stringify(await ownFilter(company, module)),
        sort: `-${integer},createdAt`,
        fields: `${named(module)},${select}`,
        limit: '5',
        total: 'capped',
      },
    };
  },
  'POST /records/{module}': async (company, module) => ({
    body: {
      ...(await company.valuesFor(module)),
      [(await company.fields(module)).files]: [await company.file()],
    },
  }),
  'POST /records/{module}/query': async (company, module) => {
    const { integer, reference } = await company.fields(module);
    return {
      body: {
        filter: await ownFilter(company, module),
        sort: `-${integer}`,
        fields: [named(module), `${reference}.${(await company.fields('customers')).text}`],
        limit: 5,
        total: 'exact',
      },
    };
  },
  'POST /records/{module}/aggregate': async (company, module) => {
    const { integer, select } = await company.fields(module);
    return {
      body: {
        groupBy: [{ field: select }, { field: 'createdAt', by: 'month' }],
        measures: [
          { as: 'count', fn: 'count' },
          { as: 'people', fn: 'sum', field: integer },
        ],
        filter: await ownFilter(company, module),
      },
    };
  },
  'POST /records/{module}/duplicates': async (company, module) => ({
    body: { values: { [named(module)]: '甲公司', [(await company.fields(module)).text]: '甲' } },
  }),
  'POST /records/{module}/export': async (company, module) => ({
    body: {
      ids: [(await company.record(module)).id],
      fields: [named(module), (await company.fields(module)).text],
      format: 'csv',
    },
  }),
  'POST /records/{module}/import': async (company, module) => ({
    body: {
      fileId: await company.table(['名称', '编号'], [['表里的一行', fresh()]]),
      mode: 'create',
      mapping: { 名称: named(module), 编号: (await company.fields(module)).text },
      duplicates: 'skip',
      dryRun: true,
    },
  }),
  'GET /records/{module}/import/template': () => ({ query: { format: 'csv' } }),
  'POST /records/{module}/import/look': async (company) => ({
    body: { fileId: await company.table(['名称'], [['表里的一行']]) },
  }),
  'POST /records/{module}/send': async (company, module) => {
    const template = await company.make('/templates', {
      channel: 'sms',
      module,
      name: `m ${Date.now()}${Math.random()}`,
      body: '您好',
    });
    return {
      body: {
        channel: 'sms',
        templateId: template.id,
        ids: [(await company.record(module)).id],
        at: new Date(Date.now() + 86_400_000).toISOString(),
      },
    };
  },
  'POST /records/{module}/merge': async (company, module) => {
    const [into, from] = [await company.record(module), await company.record(module)];
    const { text } = await company.fields(module);
    return {
      body: {
        into: into.id,
        from: [from.id],
        versions: { [into.id]: into.version, [from.id]: from.version },
        values: { [named(module)]: into.id, [text]: from.id },
        keepAsTeamMember: true,
      },
    };
  },
  'GET /records/{module}/{id}': record,
  'PATCH /records/{module}/{id}': async (company, module) => {
    const { id, version } = await company.record(module);
    const own = await company.ownValues(module);
    return { path: { id }, body: { version, [named(module)]: `改 ${Math.random()}`, ...own } };
  },
  'DELETE /records/{module}/{id}': async (company, module) => ({
    ...(await record(company, module)),
    query: { version: '1' },
  }),
  'POST /records/{module}/{id}/restore': deleted,
  'GET /records/{module}/{id}/history': record,
  'GET /records/{module}/{id}/timeline': record,
  'GET /records/{module}/{id}/related': record,
  'GET /records/{module}/{id}/reclaim': record,
  'GET /records/{module}/{id}/team': record,
  'PUT /records/{module}/{id}/team/{userId}': async (company, module) => ({
    ...(await member(company, module)),
    body: { access: 'read', expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
  }),
  'DELETE /records/{module}/{id}/team/{userId}': async (company, module) => {
    const example = await member(company, module);
    const { id, userId } = example.path;
    await company.must('PUT', `/records/${module}/${id}/team/${userId}`, { access: 'read' });
    return example;
  },
  'GET /records/{module}/{id}/consents': record,
  'PUT /records/{module}/{id}/watch': record,
  'DELETE /records/{module}/{id}/watch': record,
  'POST /records/{module}/{id}/actions/transfer': async (company, module) => ({
    ...(await record(company, module)),
    body: { owner: (await seller(company)).id, keepAsTeamMember: true },
  }),
  'POST /records/{module}/{id}/actions/claim': async (company, module) => ({
    ...(await pooled(company, module)),
    body: {},
  }),
  'POST /records/{module}/{id}/actions/allocate': async (company, module) => ({
    ...(await pooled(company, module)),
    body: { owner: company.adminId },
  }),
  'POST /records/{module}/{id}/actions/putInPool': async (company, module) => ({
    ...(await record(company, module)),
    body: { reason: '联系不上' },
  }),
  'POST /records/{module}/{id}/actions/lock': async (company, module) => ({
    ...(await record(company, module)),
    body: { locked: true },
  }),
  'POST /records/{module}/{id}/actions/team': async (company, module) => ({
    ...(await record(company, module)),
    body: { userId: (await seller(company)).id, access: 'read' },
  }),
  'POST /records/{module}/actions/team': async (company, module) => ({
    body: { ids: [(await company.record(module)).id], params: { userId: (await seller(company)).id, access: 'read' } },
  }),
  'POST /records/{module}/{id}/actions/consent': async (company, module) => ({
    ...(await record(company, module)),
    body: CONSENT,
  }),
  'POST /records/{module}/actions/consent': async (company, module) => ({
    body: { ids: [(await company.record(module)).id], params: CONSENT },
  }),
  'POST /records/{module}/actions/purge': async (company, module) => ({
    body: { ids: [(await deleted(company, module)).path.id] },
  }),
  'POST /records/{module}/actions/edit': async (company, module) => {
    const { id } = await company.record(module);
    const own = await company.ownValues(module);
    return { body: { ids: [id], params: { [named(module)]: `改 ${Math.random()}`, ...own } } };
  },
  'POST /records/{module}/actions/delete': async (company, module) => ({
    body: { ids: [(await company.record(module)).id] },
  }),
  'POST /records/{module}/actions/restore': async (company, module) => ({
    body: { ids: [(await deleted(company, module)).path.id] },
  }),
  'POST /records/{module}/actions/transfer': async (company, module) => ({
    body: { ids: [(await company.record(module)).id], params: { owner: company.adminId } },
  }),
  'POST /records/{module}/actions/claim': async (company, module) => ({
    body: { ids: [(await pooled(company, module)).path.id], params: {} },
  }),
  'POST /records/{module}/actions/allocate': async (company, module) => ({
    body: { ids: [(await pooled(company, module)).path.id], params: { owner: company.adminId } },
  }),
  'POST /records/{module}/actions/putInPool': async (company, module) => ({
    body: { ids: [(await company.record(module)).id], params: { reason: '联系不上' } },
  }),
  'POST /records/{module}/actions/lock': async (company, module) => ({
    body: { ids: [(await company.record(module)).id], params: { locked: true }, dryRun: true },
  }),
};

/** The rest of what hangs on records: jobs, changes, files, the bell, searches. */
export const EXAMPLES_BESIDE_RECORDS: Readonly<Record<string, (company: Company) => Promise<Example> | Example>> = {
  'POST /changes/{id}/undo': async (company) => ({ path: { id: await company.changeSet() } }),
  'GET /jobs': () => ({}),
  'GET /jobs/{id}': async (company) => ({ path: { id: await company.job() } }),
  'POST /jobs/{id}/cancel': async (company) => ({ path: { id: await company.send() } }),
  'POST /jobs/{id}/undo': async (company) => ({ path: { id: await company.undoableJob() } }),
  'GET /sends': () => ({ query: { limit: '5' } }),
  'GET /sends/{id}': send,
  'GET /sends/{id}/recipients': async (company) => ({ path: { id: await company.sent() }, query: { limit: '5' } }),
  'POST /sends/{id}/cancel': send,
  'GET /notifications': () => ({ query: { unread: 'true', limit: '5' } }),
  'POST /notifications/read': () => ({ body: { all: true } }),
  'GET /why': async (company) => ({
    query: { module: 'customers', id: (await company.record('customers')).id, userId: company.adminId },
  }),
  'GET /home': () => ({}),
  'GET /search': () => ({ query: { q: '公司', modules: 'customers', limit: '5' } }),
  'POST /files': () => {
    const form = new FormData();
    form.set('file', new Blob(['合同']), '合同.txt');
    return { body: form };
  },
  'GET /files/{id}': async (company) => ({ path: { id: await company.file() } }),
  'GET /events': () => ({}),
  'GET //health/live': () => ({}),
  'GET //health/ready': () => ({}),
  'GET //metrics': () => ({}),
};

/** What finds the company's records by the fields that it has added. */
async function ownFilter(company: Company, module: string): Promise<object> {
  const { select, option, reference, integer } = await company.fields(module);
  return {
    and: [
      { field: 'createdAt', op: 'thisMonth' },
      { field: select, op: 'in', value: [option] },
      {
        or: [
          { field: reference, op: 'eq', value: (await company.anchor()).id },
          { not: { field: integer, op: 'isEmpty' } },
        ],
      },
    ],
  };
}

function named(module: string): string {
  const field = NAMES[module];
  if (field === undefined) throw new Error(`nobody has said which text field ${module} has: say it here`);
  return field;
}

async function record(company: Company, module: string) {
  return { path: { id: (await company.record(module)).id } };
}

async function pooled(company: Company, module: string) {
  const example = await record(company, module);
  await company.must('POST', `/records/${module}/${example.path.id}/actions/putInPool`, {});
  return example;
}

async function deleted(company: Company, module: string) {
  const example = await record(company, module);
  await company.must('DELETE', `/records/${module}/${example.path.id}?version=1`);
  return example;
}

async function member(company: Company, module: string) {
  return { path: { id: (await company.record(module)).id, userId: (await seller(company)).id } };
}

async function seller(company: Company) {
  return company.colleague([await company.roleId('sales')]);
}

async function send(company: Company) {
  return { path: { id: await company.send() } };
}

import { randomBytes } from 'node:crypto';
import { PASSWORD, type Company } from './company.js';
import type { Example } from './example.js';

const fresh = (): string => randomBytes(5).toString('hex');
const customers = { module: 'customers' };

/** Modules with their fields, layouts and views; pools; templates and senders. */
export const EXAMPLES_OF_SETTINGS: Readonly<Record<string, (company: Company) => Promise<Example> | Example>> = {
  'GET /openapi.json': () => ({}),
  'GET /modules': () => ({}),
  'GET /modules/{module}': () => ({ path: customers }),
  'GET /modules/{module}/slots': () => ({ path: customers }),
  'PUT /modules/{module}/duplicates': () => ({
    path: customers,
    body: { rules: [{ field: 'name', mode: 'warn' }] },
  }),
  'DELETE /modules/{module}/duplicates': () => ({ path: customers }),
  'GET /modules/{module}/fields': () => ({ path: customers }),
  'POST /modules/{module}/fields': () => ({
    path: customers,
    body: {
      label: { zh: `渠道 ${fresh()}`, en: 'Channel' },
      type: 'select',
      required: false,
      unique: false,
      indexed: false,
      options: [{ label: { zh: '抖音' }, color: '#1565c0' }],
    },
  }),
  'PUT /modules/{module}/fields/order': async (company) => {
    const { items } = (await company.must<{ items: { key: string }[] }>('GET', '/modules/customers/fields')).body;
    return { path: customers, body: { keys: items.map(({ key }) => key) } };
  },
  'PATCH /modules/{module}/fields/{key}': async (company) => ({
    ...(await field(company)),
    body: { label: { zh: `渠道 ${fresh()}` }, required: false },
  }),
  'DELETE /modules/{module}/fields/{key}': field,
  'POST /modules/{module}/fields/{key}/restore': async (company) => {
    const example = await field(company);
    await company.must('DELETE', `/modules/customers/fields/${example.path.key}`);
    return example;
  },
  'POST /modules/{module}/fields/{key}/purge': async (company) => {
    const example = await field(company);
    await company.must('DELETE', `/modules/customers/fields/${example.path.key}`);
    return example;
  },
  'GET /modules/{module}/fields/{key}/usage': field,
  'POST /modules/{module}/fields/{key}/options/{option}/retire': async (company) => {
    const { key, options } = await company.field();
    return {
      path: { ...customers, key, option: options[0]?.key ?? '' },
      body: { replaceBy: options[1]?.key ?? '' },
    };
  },
  'GET /modules/{module}/layouts': () => ({ path: customers }),
  'PUT /modules/{module}/layouts/{kind}': async (company) => {
    const fields = [{ field: 'name', width: 100 }, { field: (await company.fields('customers')).text }];
    return {
      path: { ...customers, kind: 'form' },
      body: { sections: [{ key: 'main', label: { zh: '基本信息' }, columns: 2, fields }] },
    };
  },
  'DELETE /modules/{module}/layouts/{kind}': () => ({ path: { ...customers, kind: 'form' } }),
  'GET /modules/{module}/views': () => ({ path: customers }),
  'POST /modules/{module}/views': async (company) => {
    const { integer, select, option, reference } = await company.fields('customers');
    const of = { field: reference, op: 'eq', value: (await company.anchor()).id };
    return {
      path: customers,
      body: {
        label: { zh: `视图 ${fresh()}` },
        filter: { and: [{ field: select, op: 'in', value: [option] }, of] },
        columns: [{ field: 'name' }, { field: select }],
        sort: `-${integer}`,
        visibility: 'shared',
      },
    };
  },
  'POST /modules/{module}/views/counts': async (company) => ({
    path: customers,
    body: { keys: ['mine', await company.viewKey()] },
  }),
  'PATCH /modules/{module}/views/{key}': async (company) => ({
    path: { ...customers, key: await company.viewKey() },
    body: { label: { zh: `视图 ${fresh()}` }, visibility: 'shared' },
  }),
  'DELETE /modules/{module}/views/{key}': async (company) => {
    const key = await company.viewKey();
    await company.must('PATCH', `/modules/customers/views/${key}`, { visibility: 'shared' });
    return { path: { ...customers, key } };
  },
  'PUT /modules/{module}/views/{key}/columns': async (company) => ({
    path: { ...customers, key: await company.viewKey() },
    body: { columns: [{ field: 'name', width: 200 }, { field: (await company.fields('customers')).integer }] },
  }),
  'GET /pools': () => ({}),
  'POST /pools': async (company) => ({
    body: {
      name: `公海 ${fresh()}`,
      members: { users: [company.adminId], departments: [(await company.department()).id], everybody: false },
      admins: { users: [company.adminId], departments: [] },
      visibleFields: ['name', (await company.fields('customers')).text],
      limits: { claimPerDay: 5 },
    },
  }),
  'POST /pools/sweep': () => ({}),
  'GET /pools/calendar': () => ({}),
  'GET /pools/{id}': pool,
  'PATCH /pools/{id}': async (company) => ({ ...(await pool(company)), body: { name: `公海 ${fresh()}` } }),
  'DELETE /pools/{id}': pool,
  'GET /pools/{id}/rules': pool,
  'PUT /pools/{id}/rules': async (company) => ({
    ...(await pool(company)),
    body: { rules: [], remindDays: 3, graceDays: 7, pauseDates: [] },
  }),
  'POST /pools/{id}/rules/preview': pool,
  'POST /pools/{id}/rules/preview/records': pool,
  'POST /pools/{id}/rules/preview/notify': pool,
  'GET /templates': () => ({ query: { channel: 'sms', module: 'customers' } }),
  'POST /templates': async (company) => {
    const body = `{{name}} {{${(await company.fields('customers')).text}}}`;
    return { body: { channel: 'mail', module: 'customers', name: `模板 ${fresh()}`, subject: '您好', body } };
  },
  'GET /templates/merge-fields': () => ({ query: customers }),
  'POST /templates/preview': async (company) => ({
    body: {
      channel: 'sms',
      module: 'customers',
      body: `您好 {{name}} {{${(await company.fields('customers')).text}}}`,
      recordId: (await company.record('customers')).id,
    },
  }),
  'GET /templates/{id}': template,
  'PATCH /templates/{id}': async (company) => {
    const { id, version } = await company.template();
    return { path: { id }, body: { version, name: `模板 ${fresh()}` } };
  },
  'DELETE /templates/{id}': template,
  'GET /webhooks': () => ({}),
  'POST /webhooks': async (company) => ({ body: await company.webhookBody() }),
  'GET /webhooks/{id}': webhook,
  'PATCH /webhooks/{id}': async (company) => {
    const { id, version } = await company.webhook();
    const { name, url, events, roleId } = await company.webhookBody();
    return { path: { id }, body: { version, name, url, events, roleId, enabled: false } };
  },
  'DELETE /webhooks/{id}': webhook,
  'POST /webhooks/{id}/secret': webhook,
  'POST /webhooks/{id}/test': webhook,
  'GET /webhooks/{id}/deliveries': async (company) => ({ path: { id: (await company.delivery()).id } }),
  'GET /webhooks/{id}/deliveries/{deliveryId}': delivery,
  'POST /webhooks/{id}/deliveries/{deliveryId}/resend': delivery,
  'GET /data-security': () => ({}),
  'GET /data-security/exports': () => ({ query: { limit: '10' } }),
  'GET /data-security/operator-acts': () => ({ query: { limit: '10' } }),
  'POST /data-security/export': () => ({ body: { password: PASSWORD } }),
  'POST /audit/export': () => ({ body: { format: 'csv', about: 'people', from: '2026-01-01', to: '2999-12-31' } }),
  'GET /senders/status': () => ({}),
  'GET /senders/{channel}': () => ({ path: { channel: 'sms' } }),
  'PUT /senders/{channel}': () => ({
    path: { channel: 'sms' },
    body: { provider: 'sink', settings: { signature: '如意' }, secrets: {}, ratePerMinute: 60 },
  }),
  'POST /senders/sms/callbacks/renew': () => ({}),
  'POST /senders/{channel}/test': () => ({ path: { channel: 'sms' }, body: { to: '13800138000' } }),
};

async function field(company: Company) {
  return { path: { ...customers, key: (await company.field()).key } };
}

async function pool(company: Company) {
  return { path: { id: (await company.pool()).id } };
}

async function webhook(company: Company) {
  return { path: { id: (await company.webhook()).id } };
}

async function delivery(company: Company) {
  return { path: { ...(await company.delivery()) } };
}

async function template(company: Company) {
  return { path: { id: (await company.template()).id } };
}

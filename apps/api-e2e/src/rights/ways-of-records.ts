import type { RightsRecord } from './rights-world.js';
import type { Look, Shown, Way } from './way.js';

type Ask = (record: RightsRecord, look: Look) => readonly [method: string, path: string, body?: unknown];

/** Asks about one record after the other, seen or not. */
function eachRecord(ask: Ask): (look: Look) => Promise<Shown> {
  return async (look) => {
    const answers = await Promise.all(
      look.module.records.map(async (record) => {
        const { status, body } = await look.client.call<unknown>(...ask(record, look));
        return { record, status, body };
      }),
    );
    return {
      said: answers.map(({ body }) => body),
      statuses: new Map(answers.map(({ record, status }) => [record, status])),
    };
  };
}

const at = (record: RightsRecord, { module }: Look, rest = ''): string => `/records/${module.key}/${record.id}${rest}`;
const reading = (rest: string): Way['ask'] => eachRecord((record, look) => ['GET', at(record, look, rest)]);

/** What is seen of one record. */
export const WAYS_OF_RECORDS: readonly Way[] = [
  { name: 'a record', operation: 'GET /records/{module}/{id}', rows: true, fields: 'every', ask: reading('') },
  { name: 'its history', operation: 'GET /records/{module}/{id}/history', fields: 'some', ask: reading('/history') },
  {
    name: 'its timeline',
    operation: 'GET /records/{module}/{id}/timeline',
    fields: 'some',
    of: ({ key }) => key !== 'followUps',
    ask: reading('/timeline'),
  },
  { name: 'its related records', operation: 'GET /records/{module}/{id}/related', ask: reading('/related') },
  {
    name: 'its team',
    operation: 'GET /records/{module}/{id}/team',
    of: ({ key }) => key !== 'followUps',
    ask: reading('/team'),
  },
  {
    name: 'its consents',
    operation: 'GET /records/{module}/{id}/consents',
    of: ({ actions }) => actions.has('consent'),
    ask: reading('/consents'),
  },
  {
    name: 'when it would be reclaimed',
    operation: 'GET /records/{module}/{id}/reclaim',
    of: ({ actions }) => actions.has('putInPool'),
    ask: reading('/reclaim'),
  },
  {
    name: 'its file',
    operation: 'GET /files/{id}',
    ofASecret: true,
    ask: eachRecord(({ fileId }) => ['GET', `/files/${fileId}`]),
  },
  {
    name: 'why it is seen',
    operation: 'GET /why',
    ask: eachRecord((record, { module }) => ['GET', `/why?module=${module.key}&id=${record.id}`]),
  },
  {
    name: 'a template that is filled in with the name',
    operation: 'POST /templates/preview',
    rows: true,
    of: ({ actions }) => actions.has('send'),
    ask: eachRecord((record, look) => ['POST', '/templates/preview', filledIn(record, look, [])]),
  },
  {
    name: 'a template that is filled in with every field',
    operation: 'POST /templates/preview',
    fields: 'some',
    of: ({ actions }) => actions.has('send'),
    ask: async (look) => {
      const each = look.module.fields.map(({ key }) =>
        eachRecord((record) => ['POST', '/templates/preview', filledIn(record, look, [key])])(look),
      );
      return { said: (await Promise.all(each)).map(({ said }) => said) };
    },
  },
  {
    name: 'the answer to a change',
    operation: 'PATCH /records/{module}/{id}',
    writes: true,
    of: ({ owned }) => owned,
    rows: true,
    fields: 'every',
    ask: async (look) => {
      const versions = await versionsOf(look);
      return eachRecord((record) => [
        'PATCH',
        at(record, look),
        { version: versions.get(record), [look.module.openField]: `改 ${Math.random()}` },
      ])(look);
    },
  },
  {
    name: 'the answer to a stale version',
    operation: 'PATCH /records/{module}/{id}',
    writes: true,
    of: ({ owned }) => owned,
    ask: eachRecord((record, look) => ['PATCH', at(record, look), { version: 999, [look.module.openField]: '改' }]),
  },
  {
    name: 'the answer to a bulk edit of them by their ids',
    operation: 'POST /records/{module}/actions/{action}',
    writes: true,
    of: ({ owned }) => owned,
    ask: async (look) => {
      const ids = look.module.records.map(({ id }) => id);
      const body = { ids, params: { [look.module.openField]: '改' } };
      const answer = await look.client.call<unknown>('POST', `/records/${look.module.key}/actions/edit`, body);
      const results = (answer.body as { results?: { id: string; ok: boolean }[] }).results ?? [];
      const granted = new Set(results.filter(({ ok }) => ok).map(({ id }) => id));
      return {
        said: answer.body,
        statuses: new Map(look.module.records.map((record) => [record, granted.has(record.id) ? 200 : 404])),
      };
    },
  },
  {
    name: 'the answer to an action',
    operation: 'POST /records/{module}/{id}/actions/{action}',
    writes: true,
    rows: true,
    fields: 'every',
    of: ({ actions }) => actions.has('lock'),
    ask: eachRecord((record, look) => ['POST', at(record, look, '/actions/lock'), { locked: false }]),
  },
  {
    name: 'the addresses of who was sent something',
    operation: 'GET /sends/{id}/recipients',
    of: ({ actions }) => actions.has('send'),
    slow: true,
    ask: sent,
  },
  {
    name: 'the description of the module',
    operation: 'GET /modules/{module}',
    fields: 'keys',
    ask: async ({ client, module }) => ({ said: [(await client.call<unknown>('GET', `/modules/${module.key}`)).body] }),
  },
  {
    name: 'the descriptions of all modules',
    operation: 'GET /modules',
    fields: 'keys',
    ask: async ({ client }) => ({ said: (await client.call<unknown>('GET', '/modules')).body }),
  },
  {
    name: "the company's own document",
    operation: 'GET /openapi.json',
    fields: 'keys',
    ask: async ({ client }) => ({ said: (await client.call<unknown>('GET', '/openapi.json')).body }),
  },
  {
    name: 'what a template may name',
    operation: 'GET /templates/merge-fields',
    of: ({ actions }) => actions.has('send'),
    fields: 'keys',
    ask: async ({ client, module }) => ({
      said: (await client.call<unknown>('GET', `/templates/merge-fields?module=${module.key}`)).body,
    }),
  },
  {
    name: 'the table to fill in for an import',
    operation: 'GET /records/{module}/import/template',
    ask: async ({ client, module }) => ({
      said: (await client.call<unknown>('GET', `/records/${module.key}/import/template?format=csv`)).body,
    }),
  },
];

function filledIn(record: RightsRecord, { module }: Look, fields: readonly string[]): object {
  const body = [module.nameField, ...fields].map((key) => `{{${key}}}`).join(' ');
  return { channel: 'mail', module: module.key, subject: '您好', body, recordId: record.id };
}

async function versionsOf({ admin, module }: Look): Promise<ReadonlyMap<RightsRecord, number>> {
  const { items } = (
    await admin.call<{ items: { id: string; version: number }[] }>('GET', `/records/${module.key}?limit=100`)
  ).body;
  const byId = new Map(items.map(({ id, version }) => [id, version]));
  return new Map(module.records.map((record) => [record, byId.get(record.id) ?? 0]));
}

async function sent({ client, admin, module }: Look): Promise<Shown> {
  const template = { channel: 'sms', module: module.key, name: `t${Math.random()}`, body: '您好' };
  const { id: templateId } = (await admin.call('POST', '/templates', template)).body;
  const body = { channel: 'sms', templateId, ids: module.records.map(({ id }) => id) };
  const { body: started } = await client.call('POST', `/records/${module.key}/send`, body);
  if (typeof started['jobId'] !== 'string') return { said: started };
  await client.jobEnd(started['jobId']);
  const recipients = await client.call<unknown>('GET', `/sends/${started['jobId']}/recipients?limit=50`);
  return { said: [(await client.call<unknown>('GET', `/jobs/${started['jobId']}`)).body, recipients.body] };
}

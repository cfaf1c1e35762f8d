import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';

type Found = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };
interface Page {
  readonly items: readonly Found[];
  readonly total?: { readonly value: number; readonly exact: boolean };
}
interface MadeField {
  readonly key: string;
  readonly options: readonly { readonly key: string }[];
}

const url = inject('serverUrl');
const nobody = new ApiClient(url);
const fresh = (): string => `${Date.now() % 100_000_000}${Math.floor(Math.random() * 10)}`.padStart(9, '0');

/** What a new company does on its first day, in the order in which it does it, over the API alone. */
describe('the first day of a company', () => {
  let admin: ApiClient;
  let adminToken: string;
  let sales: ApiClient;
  let salesId: string;
  let channel: MadeField;
  let budget: MadeField;
  const ids: string[] = [];

  const made = async <T>(client: ApiClient, path: string, body: object): Promise<T> => {
    const answer = await client.call<T>('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const found = async (client: ApiClient, body: object): Promise<Page> => {
    const answer = await client.call<Page>('POST', '/records/customers/query', body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    const signedUp = await made<{ accessToken: string }>(nobody, '/signup', {
      companyName: '如意茶业',
      name: '王芳',
      mobile: `13${fresh()}`,
      password: 'Correct horse 1',
    });
    adminToken = signedUp.accessToken;
    admin = new ApiClient(url, adminToken);
  });

  it('adds a select and a number to its customers, on the form and the list', async () => {
    channel = await made<MadeField>(admin, '/modules/customers/fields', {
      label: { zh: '客户来源渠道' },
      type: 'select',
      indexed: true,
      options: ['抖音', '微信', '展会', '电话'].map((zh) => ({ label: { zh } })),
    });
    budget = await made<MadeField>(admin, '/modules/customers/fields', {
      label: { zh: '年采购预算' },
      type: 'number',
      indexed: true,
    });
    expect(channel.key).toMatch(/^c_[a-z0-9]{6}$/);
    const module = await admin.call<{ layouts: { kind: string; sections: { fields: { field: string }[] }[] }[] }>(
      'GET',
      '/modules/customers',
    );
    const form = module.body.layouts.find(({ kind }) => kind === 'form');
    const [first, ...rest] = form?.sections ?? [];
    const fields = [...(first?.fields ?? []), { field: channel.key }, { field: budget.key }];
    expect(
      (await admin.call('PUT', '/modules/customers/layouts/form', { sections: [{ ...first, fields }, ...rest] }))
        .status,
    ).toBe(200);
    await made(admin, '/modules/customers/views', {
      label: { zh: '渠道' },
      columns: [{ field: 'name' }, { field: channel.key }, { field: budget.key }],
      visibility: 'shared',
    });
    expect(JSON.stringify((await admin.call('GET', '/modules/customers')).body)).toContain(budget.key);
  });

  it('makes customers, filters them by the select and sorts them by the number', async () => {
    for (let index = 0; index < 24; index += 1) {
      const option = channel.options[index % 4]?.key;
      const customer = {
        name: `客户${index}`,
        mobile: `1390000${String(1000 + index)}`,
        email: `c${index}@example.com`,
        [channel.key]: option,
        [budget.key]: 100 - index,
      };
      ids.push((await made<Found>(admin, '/records/customers', customer)).id);
    }
    const filter = { field: channel.key, op: 'eq', value: channel.options[0]?.key };
    const page = await found(admin, { filter, sort: budget.key, limit: 4, total: 'exact' });
    expect(page.items.map(({ name }) => name)).toEqual(['客户20', '客户16', '客户12', '客户8']);
    expect(page.total).toEqual({ value: 6, exact: true });
    expect(page.items[0]?.['_display']).toMatchObject({ [channel.key]: '抖音' });
    const unknown = await admin.call('POST', '/records/customers', { name: '另一个', [channel.key]: '抖音' });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: channel.key, code: 'unknownOption' }] } });
  });

  it('invites a salesperson by link, who sees what the role allows', async () => {
    const roles = await admin.call<{ items: { id: string; key: string }[] }>('GET', '/roles');
    const roleId = roles.body.items.find(({ key }) => key === 'sales')?.id;
    const { url: link } = await made<{ url: string }>(admin, '/invitations', { roleIds: [roleId] });
    const token = new URL(link).pathname.split('/').pop() ?? '';
    expect((await nobody.call('GET', `/invitations/${token}/public`)).body).toMatchObject({
      tenantName: '如意茶业',
      inviterName: '王芳',
    });
    const joined = await made<{ accessToken: string; user: { id: string } }>(nobody, `/invitations/${token}/accept`, {
      name: '李敏',
      mobile: `15${fresh()}`,
      password: 'Correct horse 2',
    });
    sales = new ApiClient(url, joined.accessToken);
    salesId = joined.user.id;
    expect((await found(sales, {})).items).toEqual([]);
    const path = `/records/customers/${ids[0] ?? ''}`;
    expect(await sales.call('GET', path)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await sales.call('PATCH', path, { version: 1, rating: 3 })).toMatchObject({ status: 404 });
    expect(
      await sales.call('POST', '/modules/customers/fields', { label: { zh: '我的' }, type: 'text' }),
    ).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
    await made(sales, '/records/customers', { name: '李敏的客户', [budget.key]: 7 });
    expect((await found(sales, {})).items.map(({ name }) => name)).toEqual(['李敏的客户']);
    expect((await found(admin, { filter: { field: 'ownerId', op: 'eq', value: salesId } })).items).toHaveLength(1);
  });

  it('sets a rule of the pool, previews it, sweeps, and lets the other account claim', async () => {
    const pools = await admin.call<{ items: { id: string; name: string }[] }>('GET', '/pools');
    const pool = pools.body.items[0]?.id ?? '';
    const rules = {
      rules: [
        {
          kind: 'noFollowUp',
          enabled: true,
          days: { default: 15, byLevel: { A: 30 } },
          dayKind: 'natural',
          spareDeals: true,
          spareOpenOpportunities: true,
        },
      ],
      remindDays: 3,
      graceDays: 0,
      pauseDates: [],
    };
    const preview = await admin.call('POST', `/pools/${pool}/rules/preview`, rules);
    expect(preview).toMatchObject({
      status: 200,
      body: { tonight: { count: 0 }, in7: { count: 0 }, in30: { count: 25 }, owned: 25 },
    });
    expect((await admin.call('PUT', `/pools/${pool}/rules`, rules)).status).toBe(200);
    // The dates are reckoned by the worker, batch by batch.
    const days = async () => (await found(admin, { sort: 'daysToReclaim', limit: 1 })).items[0]?.['daysToReclaim'];
    await expect.poll(days, { timeout: 20_000 }).toBeGreaterThanOrEqual(15);
    expect(await admin.call('POST', '/pools/sweep')).toMatchObject({ status: 200, body: { reclaimed: 0 } });
    const path = `/records/customers/${ids[23] ?? ''}`;
    expect(await admin.call('POST', `${path}/actions/putInPool`, { reason: '长期无法联系' })).toMatchObject({
      status: 200,
      body: { ownerId: null, poolId: pool },
    });
    const inPool = await sales.call<Page>('GET', `/records/customers?pool=${pool}`);
    expect(inPool.body.items.map(({ name, _why }) => [name, _why])).toEqual([['客户23', 'pool']]);
    const [one, two] = await Promise.all([
      sales.call('POST', `${path}/actions/claim`, {}),
      admin.call('POST', `${path}/actions/claim`, {}),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect([one, two].find(({ status }) => status === 409)?.body).toMatchObject({ code: 'alreadyClaimed' });
    const owner = one.status === 200 ? sales : admin;
    expect(JSON.stringify((await owner.call('GET', `${path}/timeline`)).body)).toContain('长期无法联系');
  });

  it('sends a mail and an SMS to twenty, which arrive and stand on the timeline', async () => {
    const chosen = ids.slice(0, 20);
    const mail = {
      channel: 'mail',
      name: '问候',
      module: 'customers',
      subject: '{{name}}，您好',
      body: '<p>{{name}}：新茶上市</p>',
    };
    const sms = { channel: 'sms', name: '通知', module: 'customers', body: '{{name}}，新茶已到店', smsKind: 'notice' };
    for (const template of [mail, sms]) {
      const { id: templateId } = await made<{ id: string }>(admin, '/templates', template);
      const started = await admin.call('POST', '/records/customers/send', {
        channel: template.channel,
        templateId,
        ids: chosen,
      });
      expect(started.status, JSON.stringify(started.body)).toBe(202);
      const job = await admin.jobEnd(String(started.body['jobId']), 60_000);
      expect(job, JSON.stringify(job)).toMatchObject({ state: 'completed', done: 20, failed: 0 });
    }
    const outbox = JSON.stringify((await nobody.call('GET', '//dev/outbox.json')).body);
    for (const index of [0, 7, 19]) expect(outbox).toContain(`客户${index}，您好`);
    expect(outbox).toContain('【如意茶业】客户7，新茶已到店');
    const timeline = await admin.call<{ items: { kind: string }[] }>(
      'GET',
      `/records/customers/${ids[7] ?? ''}/timeline`,
    );
    expect(timeline.body.items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mail', 'sms']));
  });

  it('takes everything home as a file that a spreadsheet opens', async () => {
    const filter = { field: channel.key, op: 'isNotEmpty' };
    for (const format of ['csv', 'xlsx']) {
      const started = await admin.call('POST', '/records/customers/export', {
        filter,
        fields: ['name', channel.key, budget.key],
        format,
      });
      expect(started.status, JSON.stringify(started.body)).toBe(202);
      const job = await admin.jobEnd(String(started.body['jobId']));
      const file = await fetch(`${url}/api/v1/files/${String((job['result'] as { fileId: string }).fileId)}`, {
        headers: { authorization: `Bearer ${adminToken}` },
      });
      const bytes = Buffer.from(await file.arrayBuffer());
      if (format === 'csv') {
        expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
        expect(bytes.toString()).toContain('客户来源渠道');
        expect(bytes.toString()).toContain('抖音');
      } else expect(bytes.subarray(0, 2).toString()).toBe('PK');
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Made = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

let world: ProductWorld;
let admin: SignedIn;
let seller: { id: string; token: string };
let serial = 0;

const call = <T = Made>(method: string, path: string, body?: object, token = admin.accessToken) =>
  world.call<T>(token, method, path, body);
const made = async (path: string, body: object, token?: string): Promise<Made> => {
  const answer = await call('POST', path, body, token);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const customer = (over: object = {}, token?: string) => {
  serial += 1;
  return made('/records/customers', { name: `合并公司${serial}`, ...over }, token);
};
const read = async (module: string, id: string): Promise<Made> => (await call('GET', `/records/${module}/${id}`)).body;
const merge = async (into: Made, from: readonly Made[], over: object = {}, token?: string) => {
  const versions: Record<string, number> = {};
  for (const { id } of [into, ...from]) versions[id] = (await read('customers', id)).version;
  const body = { into: into.id, from: from.map(({ id }) => id), versions, ...over };
  return call('POST', '/records/customers/merge', body, token);
};
const undo = (answer: { headers: Record<string, unknown> }, token?: string) =>
  call<{ reverted: number; moved: unknown[]; code?: string; detail?: string; meta?: object }>(
    'POST',
    `/changes/${String(answer.headers['x-change-set'])}/undo`,
    undefined,
    token,
  );

const aReference = async (indexed: boolean): Promise<string> => {
  const field = { label: { zh: `合作方${indexed ? 1 : 2}` }, type: 'reference', target: 'customers', indexed };
  const { key } = await made('/modules/customers/fields', field);
  await world.runJobs(admin.tenant.id);
  return String(key);
};

/** Everything that may tell that a merge was there, but for versions, times and the trace of it. */
const everything = async (ids: readonly string[]): Promise<unknown> => {
  const rows: Record<string, unknown> = {};
  for (const table of ['customers', 'contacts', 'follow_ups']) {
    rows[table] = await world.db.ownerQuery(
      `select to_jsonb(t) - 'version' - 'updated_at' - 'updated_by' as row from ${table} t
       where tenant_id = $1 order by id`,
      [admin.tenant.id],
    );
  }
  for (const table of ['record', 'unique_value', 'value_index', 'team_member', 'record_watch', 'search_row', 'file']) {
    const id = table === 'record' || table === 'file' ? 'id' : 'record_id';
    rows[table] = await world.db.ownerQuery(
      `select to_jsonb(t) - 'recency' as row from ${table} t where tenant_id = $1 and (${id} = any($2) or $3) order by 1`,
      [admin.tenant.id, ids, table === 'file'],
    );
  }
  return rows;
};

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
  seller = await world.colleague(admin, '林小满', 'sales');
});

describe('a merge', () => {
  it('moves all that hangs on the others, and its undo puts everything back', async () => {
    const [partner, partners] = [await aReference(true), await aReference(false)];
    // Nobody can make lists of references yet; modules that come later ship them.
    await world.db.ownerQuery(`update field_def set type = 'references' where tenant_id = $1 and field_key = $2`, [
      admin.tenant.id,
      partners,
    ]);
    await world.db.ownerQuery('update tenant set model_version = model_version + 1 where id = $1', [admin.tenant.id]);
    const file = world.upload(admin, '合同.png', 'x');
    await world.db.ownerQuery(
      `insert into file (tenant_id, id, name, size, type, uploaded_by) values ($1, $2, '合同.png', 1, 'image/png', $3)`,
      [admin.tenant.id, file, admin.user.id],
    );
    const into = await customer({ mobile: '13800138001', tags: undefined });
    const from = await customer({ creditCode: '91110000802100433B', remark: '说明', attachments: [file] });
    const third = await customer({ parent: from.id, [partner]: from.id, [partners]: [from.id, into.id] });
    const contact = await made('/records/contacts', { name: '李四', customer: from.id });
    const binned = await made('/records/contacts', { name: '旧人', customer: from.id });
    await call('DELETE', `/records/contacts/${binned.id}?version=1`);
    await made('/records/followUps', {
      target: { module: 'customers', id: from.id },
      content: '谈过',
      means: 'call',
      nextContactAt: '2030-01-01T00:00:00.000Z',
    });
    await call('PATCH', `/records/customers/${from.id}`, {
      version: (await read('customers', from.id)).version,
      nextContactAt: '2031-01-01T00:00:00.000Z',
    });
    await call('PUT', `/records/customers/${from.id}/team/${seller.id}`, { access: 'write' });
    await call('PUT', `/records/customers/${from.id}/watch`);
    const ids = [into.id, from.id, third.id];
    const before = await everything(ids);

    const asked = { into: into.id, from: [from.id], dryRun: true };
    const preview = await call<{ values: object; moves: { module: string; field: string; count: number }[] }>(
      'POST',
      '/records/customers/merge',
      asked,
    );
    expect(preview.status, JSON.stringify(preview.body)).toBe(200);
    expect(preview.body.values).toMatchObject({ name: into.id, creditCode: from.id, attachments: from.id });
    expect(preview.body.moves.map(({ module, field, count }) => `${module} ${field} ${count}`).sort()).toEqual(
      [
        'contacts customer 1',
        `customers ${partner} 1`,
        `customers ${partners} 1`,
        'customers parent 1',
        'followUps target 1',
      ].sort(),
    );
    expect(await everything(ids)).toEqual(before);

    const answer = await merge(into, [from], { values: { name: from.id } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body).toMatchObject({
      id: into.id,
      name: from['name'],
      mobile: '13800138001',
      creditCode: '91110000802100433B',
      remark: '说明',
      attachments: [file],
    });
    expect(answer.body['lastFollowUpAt']).toBeTruthy();
    expect((await read('contacts', contact.id))['customer']).toBe(into.id);
    expect(await read('customers', third.id)).toMatchObject({
      parent: into.id,
      [partner]: into.id,
      [partners]: [into.id],
    });
    const old = await call('POST', `/records/contacts/${binned.id}/restore`);
    expect(old.body['customer']).toBe(into.id);
    await call('DELETE', `/records/contacts/${binned.id}?version=${old.body.version}`);
    const team = await call<{ items: object[] }>('GET', `/records/customers/${into.id}/team`);
    expect(team.body.items).toMatchObject([{ userId: seller.id, access: 'write' }]);
    const found = await call<{ items: Made[] }>(
      'GET',
      `/records/customers?search=${encodeURIComponent(String(from['name']))}`,
    );
    expect(found.body.items.map(({ id }) => id)).toEqual([into.id]);
    const history = await call<{ items: { action: string; note?: object }[] }>(
      'GET',
      `/records/customers/${from.id}/history`,
    );
    expect(history.body.items[0]).toMatchObject({
      action: 'merge',
      note: { into: { id: into.id, name: from['name'] } },
    });

    const undone = await undo(answer);
    expect(undone.status, JSON.stringify(undone.body)).toBe(200);
    // The contact from the bin was restored and deleted meanwhile: that is its own affair, its customer comes back.
    expect(undone.body.moved).toEqual([]);
    const after = (await everything(ids)) as { contacts: { row: Record<string, unknown> }[] };
    expect(withoutBinTimes(after)).toEqual(withoutBinTimes(before));
    expect((await undo(answer)).body).toMatchObject({ code: 'conflict', detail: '这次合并已经撤销' });
    expect((await undo(undone)).status).toBe(409);
  });

  it('is not undone when one of the records has been changed since, and says which', async () => {
    const [into, from] = [await customer(), await customer()];
    const contact = await made('/records/contacts', { name: '李四', customer: from.id });
    const answer = await merge(into, [from]);
    await call('PATCH', `/records/customers/${into.id}`, { version: answer.body.version, remark: '又改了' });
    const undone = await undo(answer);
    expect([undone.status, undone.body.code, undone.body.meta]).toEqual([
      409,
      'conflict',
      { moved: [{ module: 'customers', id: into.id }] },
    ]);
    expect(undone.body.detail).toContain(String(into['name']));
    expect((await read('contacts', contact.id))['customer']).toBe(into.id);
  });

  it('takes what moved back though it was edited since, and leaves what refers elsewhere', async () => {
    const [into, from, other] = [await customer(), await customer(), await customer()];
    const edited = await made('/records/contacts', { name: '李四', customer: from.id });
    const gone = await made('/records/contacts', { name: '王五', customer: from.id });
    const answer = await merge(into, [from]);
    await call('PATCH', `/records/contacts/${edited.id}`, { version: 2, post: '经理' });
    await call('PATCH', `/records/contacts/${gone.id}`, { version: 2, customer: other.id });
    const undone = await undo(answer);
    expect(undone.body).toMatchObject({ reverted: 3, moved: [{ module: 'contacts', id: gone.id }] });
    expect(await read('contacts', edited.id)).toMatchObject({ customer: from.id, post: '经理' });
    expect((await read('contacts', gone.id))['customer']).toBe(other.id);
  });

  it('is not undone when somebody has taken a name meanwhile, or one of the records was purged', async () => {
    const [into, from] = [await customer(), await customer()];
    const answer = await merge(into, [from]);
    await made('/records/customers', { name: from['name'] });
    expect((await undo(answer)).body).toMatchObject({ code: 'notUnique' });
    expect((await read('customers', into.id)).version).toBe(answer.body.version);
    const purged = await call('POST', `/records/customers/${from.id}/actions/purge`, {});
    expect(purged.status, JSON.stringify(purged.body)).toBe(200);
    expect((await undo(answer)).body).toMatchObject({ code: 'conflict' });
  });

  it('shows messages of what went on the record that stays, also through two merges', async () => {
    const [first, second, third] = [await customer({ mobile: '13800138055' }), await customer(), await customer()];
    const template = await made('/templates', { channel: 'sms', module: 'customers', name: '通知', body: '您好' });
    const sent = await call('POST', '/records/customers/send', {
      channel: 'sms',
      templateId: template.id,
      ids: [first.id],
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(202);
    await world.runJobs(admin.tenant.id);
    await merge(second, [first]);
    await merge(third, [second]);
    const timeline = await call<{ items: { kind: string }[] }>(
      'GET',
      `/records/customers/${third.id}/timeline?kinds=sms`,
    );
    expect(timeline.body.items).toHaveLength(1);
  });

  it('brings contacts of a customer from the pool to the owner, and never an owned one into the pool', async () => {
    const [owned, pooled] = [await customer(), await customer()];
    const contact = await made('/records/contacts', { name: '李四', customer: pooled.id });
    await call('POST', `/records/customers/${pooled.id}/actions/putInPool`, {});
    const refused = await merge(pooled, [owned]);
    expect([refused.status, refused.body['code']]).toEqual([409, 'conflict']);
    expect((await merge(owned, [pooled])).status).toBe(200);
    expect((await read('contacts', contact.id)).ownerId).toBe(admin.user.id);
  });
});

describe('what a merge asks for and refuses', () => {
  it('needs all versions, different records that are there, and leaves nothing behind when refused', async () => {
    const [into, from] = [await customer(), await customer()];
    const ask = (body: object) =>
      call<{ status: number; code: string; errors: { path: string; code: string }[] }>(
        'POST',
        '/records/customers/merge',
        body,
      );
    const paths = async (body: object) => (await ask(body)).body.errors.map(({ path, code }) => `${path} ${code}`);
    const versions = { [into.id]: 1, [from.id]: 1 };
    expect(await paths({})).toEqual(['into required', 'from required']);
    expect(await paths({ into: into.id, from: [into.id], versions })).toContain('from.0 notUnique');
    expect(await paths({ into: into.id, from: [from.id] })).toEqual([
      `versions.${into.id} versionRequired`,
      `versions.${from.id} versionRequired`,
    ]);
    expect(await paths({ into: into.id, from: [from.id], versions: { ...versions, [from.id]: 7 } })).toEqual([
      `versions.${from.id} versionConflict`,
    ]);
    const nobody = '018f0000-0000-7000-8000-000000000000';
    expect(await paths({ into: into.id, from: [nobody], versions: { [into.id]: 1, [nobody]: 1 } })).toEqual([
      'from.0 notFound',
    ]);
    expect((await read('customers', from.id)).version).toBe(1);
  });

  it('is for those who may delete what goes and edit all', async () => {
    const mine = await customer({}, seller.token);
    const [others, shared] = [await customer(), await customer()];
    await call('PUT', `/records/customers/${shared.id}/team/${seller.id}`, { access: 'read' });
    const hidden = await merge(mine, [others], {}, seller.token);
    expect([hidden.status, hidden.body['errors']]).toMatchObject([422, [{ path: 'from.0', code: 'notFound' }]]);
    const seen = await merge(mine, [shared], {}, seller.token);
    expect([seen.status, seen.body['errors']]).toMatchObject([403, [{ path: 'from.0', code: 'notAllowed' }]]);
    expect((await merge(mine, [await customer({}, seller.token)], {}, seller.token)).status).toBe(200);
  });

  it('tells whoever sees a masked field nothing by what it answers', async () => {
    const roles = await call<{ items: (Made & { key: string; permissions: object[] })[] }>('GET', '/roles');
    const sales = roles.body.items.find(({ key }) => key === 'sales');
    const role = await made('/roles', {
      name: '看不到手机',
      permissions: sales?.permissions,
      fields: [
        { module: 'customers', field: 'mobile', access: 'masked' },
        { module: 'customers', field: 'remark', access: 'hidden' },
      ],
    });
    const masked = await world.colleague(admin, '周掩', 'sales', { roleIds: [role.id] });
    const own = async (over: object): Promise<Made> => customer({ ownerId: masked.id, ...over });
    const into = await own({ mobile: '13800138066', remark: '秘密甲' });
    const answers: unknown[] = [];
    for (const mobile of ['13800138066', '13800138067']) {
      const from = await own({ mobile, remark: '秘密乙', wechat: '同' });
      const ask = { into: into.id, from: [from.id], dryRun: true };
      const preview = await call<object>('POST', '/records/customers/merge', ask, masked.token);
      answers.push(JSON.parse(JSON.stringify(preview.body).replaceAll(from.id, 'from')));
      const chosen = await merge(into, [from], { values: { mobile: from.id, remark: from.id } }, masked.token);
      expect([chosen.status, chosen.body['errors']]).toMatchObject([
        422,
        [
          { path: 'values.mobile', code: 'notAllowed' },
          { path: 'values.remark', code: 'unknownField' },
        ],
      ]);
    }
    expect(answers[0]).toEqual(answers[1]);
    // Where the record that stays has none, nothing is lost and nothing shown.
    const empty = await own({});
    const full = await own({ mobile: '13800138068', remark: '秘密丙' });
    const answer = await merge(empty, [full], {}, masked.token);
    expect(answer.body).toMatchObject({ mobile: '138****8068' });
    expect(JSON.stringify(answer.body)).not.toContain('秘密');
    expect(await read('customers', empty.id)).toMatchObject({ mobile: '13800138068', remark: '秘密丙' });
  });

  it('tells the owner of what went, and keeps him on the team where asked to', async () => {
    const into = await customer();
    const from = await customer({}, seller.token);
    expect((await merge(into, [from], { keepAsTeamMember: 'read' })).status).toBe(200);
    const notices = await call<{ items: { text: string; record: object }[] }>(
      'GET',
      '/notifications',
      undefined,
      seller.token,
    );
    expect(notices.body.items[0]?.text).toContain('合并到了另一条记录');
    expect((await call('GET', `/records/customers/${into.id}`, undefined, seller.token)).status).toBe(200);
  });
});

function withoutBinTimes(rows: unknown): unknown {
  return JSON.parse(
    JSON.stringify(rows, (key, value: unknown) => (key === 'deleted_at' && value !== null ? 'then' : value)),
  );
}

it('says before it begins when more hangs on the records than one merge moves', async () => {
  const [into, from] = [await customer(), await customer()];
  const contact = await made('/records/contacts', { name: '很多人', customer: from.id });
  const before = await read('customers', from.id);
  // As many copies of it as it takes, the shortest way.
  for (const [table, condition] of [
    ['record', 'id = $1'],
    ['contacts', 'id = $1'],
  ] as const)
    await world.db.ownerQuery(
      `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', md5(n::text || $2)::uuid))).*
       from ${table} t, generate_series(1, 10000) n where ${condition}`,
      [contact.id, into.id],
    );
  const ids = { into: into.id, from: [from.id] };
  const versions = { [into.id]: into.version, [from.id]: before.version };
  for (const over of [{}, { dryRun: true }]) {
    const body = { ...ids, versions, ...over };
    const refused = await call<{ code: string; detail: string }>('POST', '/records/customers/merge', body);
    expect([refused.status, refused.body.code]).toEqual([422, 'limitReached']);
    expect(refused.body.detail).toMatch(/最多转移 10,?000 条/);
  }
  expect(await read('customers', from.id)).toEqual(before);
  // The other way round nothing has to be moved.
  const merged = await merge(from, [into]);
  expect(merged.status, JSON.stringify(merged.body)).toBe(200);
});

import { Caller } from './http.mjs';

const PASSWORD = 'Correct horse 1';

/**
 * Writes what the demo company has not: of every kind of thing that the first release knows at least one.
 * @param {string} url
 * @param {{ login: string, password: string }[]} logins of the demo company: administrator, manager, salesperson
 */
export async function writeOfEveryKind(url, logins) {
  const [admin, , seller] = await Promise.all(
    logins.map(({ login, password }, index) => new Caller(url).logIn(login, password, `10.1.0.${index}`)),
  );
  const me = await seller.must('GET', '/me');
  const sellerId = me.user.id;
  const fields = await addFields(admin);
  const settings = await settle(admin);
  const file = await admin.must('POST', '/files', formOf('合同正文：首版写下的', '合同.txt'));
  const records = await writeRecords({ admin, seller, sellerId, fields, file });
  const jobs = await runJobs({ admin, records, fields });
  const other = await secondCompany(url);
  return {
    people: [...logins.map(({ login, password }) => ({ login, password })), { login: other.login, password: PASSWORD }],
    fields,
    file: file.id,
    records,
    jobs,
    ...settings,
  };
}

function formOf(text, name) {
  const form = new FormData();
  form.set('file', new Blob([text], { type: 'text/plain' }), name);
  return form;
}

/** One of each type that a company may add. */
async function addFields(admin) {
  const made = async (body) => (await admin.must('POST', '/modules/customers/fields', body)).key;
  const options = [{ label: { zh: '抖音' }, color: '#1565c0' }, { label: { zh: '展会' } }, { label: { zh: '老客户' } }];
  const fields = {
    budget: await made({ label: { zh: '预算' }, type: 'number', indexed: true }),
    price: await made({ label: { zh: '合同额' }, type: 'money' }),
    channel: await made({ label: { zh: '渠道' }, type: 'select', options, indexed: true }),
    topics: await made({ label: { zh: '关注' }, type: 'multiSelect', options, indexed: true }),
    signedOn: await made({ label: { zh: '签约日' }, type: 'date', indexed: true }),
    code: await made({ label: { zh: '客户编码' }, type: 'text', unique: true }),
    note: await made({ label: { zh: '说明' }, type: 'longText' }),
    important: await made({ label: { zh: '重点' }, type: 'boolean' }),
    papers: await made({ label: { zh: '合同' }, type: 'files' }),
    tags: await made({ label: { zh: '标签' }, type: 'tags' }),
    number: await made({ label: { zh: '流水号' }, type: 'serial' }),
    retired: await made({ label: { zh: '旧字段' }, type: 'text' }),
  };
  await admin.must('DELETE', `/modules/customers/fields/${fields.retired}`);
  return fields;
}

/** Departments, roles, people, pools, views, layouts, templates, senders. */
async function settle(admin) {
  const department = await admin.must('POST', '/departments', { name: '海外部' });
  const role = await admin.must('POST', '/roles', {
    name: '外贸助理',
    permissions: [{ module: 'customers', action: 'read', scope: 'own' }],
    fields: [{ module: 'customers', field: 'mobile', access: 'masked' }],
  });
  await admin.must('POST', '/users', {
    name: '钱多多',
    mobile: '13800000099',
    departmentId: department.id,
    roleIds: [role.id],
    password: PASSWORD,
  });
  await admin.must('POST', '/users', { name: '未到岗', email: 'invited@example.com', roleIds: [role.id] });
  await admin.must('POST', '/invitations', { roleIds: [role.id], expiresInDays: 3, maxUses: 2 });
  const pool = await admin.must('POST', '/pools', {
    name: '海外公海',
    members: { users: [], departments: [department.id], everybody: false },
    limits: { claimPerDay: 5 },
  });
  const view = await admin.must('POST', '/modules/customers/views', {
    label: { zh: '重点客户' },
    filter: { and: [{ field: 'level', op: 'in', value: ['A'] }] },
    columns: [{ field: 'name' }, { field: 'level' }],
    sort: '-createdAt',
  });
  await admin.must('PUT', `/modules/customers/views/${view.key}/columns`, { columns: [{ field: 'name', width: 200 }] });
  await admin.must('PUT', '/modules/customers/layouts/form', {
    sections: [{ key: 'main', label: { zh: '要紧的' }, columns: 2, fields: [{ field: 'name', width: 100 }] }],
  });
  const { items } = await admin.must('GET', '/modules/customers/fields');
  await admin.must('PUT', '/modules/customers/fields/order', { keys: items.map(({ key }) => key).reverse() });
  await admin.must('PATCH', '/modules/customers/fields/remark', { label: { zh: '备注说明' } });
  await admin.must('PUT', `/pools/${pool.id}/rules`, {
    rules: [{ kind: 'noDeal', enabled: false, days: { default: 180 } }],
    remindDays: 3,
    graceDays: 7,
    pauseDates: ['2026-02-16', '2026-02-17'],
  });
  await admin.must('PUT', '/senders/mail', {
    provider: 'smtp',
    settings: { host: 'smtp.example.com', port: 465, secure: true, user: 'a', fromAddress: 'a@example.com' },
    secrets: { password: 'very secret' },
  });
  await admin.must('PUT', '/senders/sms', { provider: 'sink', settings: { signature: '云启' } });
  const template = await admin.must('POST', '/templates', {
    channel: 'sms',
    module: 'customers',
    name: '首版问候',
    body: '您好 {{name}}',
  });
  return { department: department.id, role: role.id, pool: pool.id, view: view.key, template: template.id };
}

/** Records that were changed, moved, taken back, shared, thrown away. */
async function writeRecords({ admin, seller, sellerId, fields, file }) {
  const make = (module, values) => admin.must('POST', `/records/${module}`, values);
  const act = (record, action, body) => admin.must('POST', `/records/customers/${record.id}/actions/${action}`, body);
  const full = await make('customers', {
    name: '首版精密仪器有限公司',
    mobile: '+86 139-0000-1234',
    email: 'first@example.com',
    level: 'B',
    [fields.budget]: 125_000.5,
    [fields.price]: 98_000,
    [fields.channel]: await optionOf(admin, fields.channel),
    [fields.topics]: [await optionOf(admin, fields.topics)],
    [fields.signedOn]: '2026-02-28',
    [fields.code]: 'FR-0001',
    [fields.note]: '第一行\n第二行，“引号”与 \\ 反斜杠',
    [fields.important]: true,
    [fields.papers]: [file.id],
  });
  const path = `/records/customers/${full.id}`;
  const changed = await admin.must('PATCH', path, { version: full.version, level: 'A', remark: '改过一次' });
  const undone = await admin.call('PATCH', path, { version: changed.version, remark: '要撤销的' });
  await admin.must('POST', `/changes/${undone.headers.get('x-change-set')}/undo`);
  const contact = await make('contacts', { name: '郝首版', mobile: '13900001235', customer: full.id });
  await make('followUps', { target: { module: 'customers', id: full.id }, means: 'call', content: '首版谈了价格' });
  await admin.must('PUT', `${path}/team/${sellerId}`, { access: 'read' });
  await admin.must('PUT', `${path}/watch`);
  await act(full, 'consent', { channel: 'sms', source: 'phone', note: '电话里同意', at: '2026-01-05T02:00:00.000Z' });
  const claimed = await make('customers', { name: '被领取的客户', mobile: '13900001236' });
  await act(claimed, 'putInPool', { reason: '联系不上' });
  await seller.must('POST', `/records/customers/${claimed.id}/actions/claim`, {});
  const pooled = await make('customers', { name: '留在公海的客户', mobile: '13900001237' });
  await act(pooled, 'putInPool', { reason: '联系不上' });
  const moved = await make('customers', { name: '转给同事的客户', mobile: '13900001238' });
  await act(moved, 'transfer', { owner: sellerId, keepAsTeamMember: true });
  const locked = await make('customers', { name: '锁定的客户' });
  await act(locked, 'lock', { locked: true });
  const deleted = await make('customers', { name: '回收站里的客户' });
  await admin.must('DELETE', `/records/customers/${deleted.id}?version=${deleted.version}`);
  const repeated = { 'idempotency-key': 'first-release-1' };
  const once = await admin.must('POST', '/records/customers', { name: '只建一次的客户' }, repeated);
  const ids = { full, contact, claimed, pooled, moved, locked, deleted, once };
  return Object.fromEntries(Object.entries(ids).map(([name, { id }]) => [name, id]));
}

async function optionOf(admin, key) {
  const { items } = await admin.must('GET', '/modules/customers/fields');
  return items.find((field) => field.key === key).options[0].key;
}

/** An import with a row that fails, an edit that is undone, an export, a send that went out and one that waits. */
async function runJobs({ admin, records, fields }) {
  const ended = async (path, body) => {
    const { jobId } = await admin.must('POST', path, body);
    const job = await admin.jobEnd(jobId);
    if (job.state !== 'completed') throw new Error(`${path}: ${JSON.stringify(job)}`);
    return jobId;
  };
  const table = ['公司名称,手机,预算', ...range(60).map((n) => `导入第${n}家贸易行,1370000${1000 + n},${n * 100}`)];
  const form = formOf([...table, '坏行,不是手机,很多'].join('\n'), '客户.csv');
  const { id: fileId } = await admin.must('POST', '/files', form);
  const mapping = { 公司名称: 'name', 手机: 'mobile', 预算: fields.budget };
  const imported = await ended('/records/customers/import', { fileId, mode: 'create', mapping });
  const filter = { field: 'name', op: 'contains', value: '导入第' };
  const edited = await ended('/records/customers/actions/edit', { filter, params: { level: 'C' } });
  const undone = await ended('/records/customers/actions/edit', { filter, params: { remark: '清理' } });
  const { jobId } = await admin.must('POST', `/jobs/${undone}/undo`);
  await admin.jobEnd(jobId);
  const exported = await ended('/records/customers/export', { filter, fields: ['name', fields.budget], format: 'csv' });
  const { items } = await admin.must('GET', '/templates?channel=sms&module=customers');
  const templateId = items.find(({ name }) => name === '首版问候').id;
  const send = { channel: 'sms', templateId, ids: [records.full, records.moved] };
  const sent = await ended('/records/customers/send', send);
  const at = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const waiting = (await admin.must('POST', '/records/customers/send', { ...send, at })).jobId;
  return { imported, edited, undone, exported, sent, waiting };
}

/** One that has nothing to do with the first. */
async function secondCompany(url) {
  const login = 'second@example.com';
  const signUp = { companyName: '隔壁贸易', name: '李雷', email: login, password: PASSWORD };
  const headers = { 'x-forwarded-for': '10.1.1.1' };
  const { accessToken } = await new Caller(url).must('POST', '/signup', signUp, headers);
  const admin = new Caller(url, accessToken);
  for (const n of range(5)) await admin.must('POST', '/records/customers', { name: `隔壁第${n}家` });
  return { login };
}

function range(count) {
  return Array.from({ length: count }, (_, index) => index);
}

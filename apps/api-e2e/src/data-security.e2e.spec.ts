import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { PASSWORD, Company } from './operations/company.js';
import { runRuyi } from './run-ruyi.js';

interface Acts {
  readonly items: readonly { readonly action: string; readonly detail: { readonly by?: string } }[];
}

const nobody = new ApiClient(inject('serverUrl'));
const data = inject('serverData');
let folder: string;
let company: Company;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-everything-'));
  company = await Company.signUp(nobody);
  await company.record('contacts');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const acts = async (): Promise<string[]> =>
  (await company.must<Acts>('GET', '/data-security/operator-acts')).body.items.map(({ action }) => action);

it('what the operator does with the tools of the install is seen by the company, and by no other', async () => {
  expect(await acts()).toEqual([]);
  for (const command of [
    ['tenant', 'export', company.tenantId, join(folder, 'operator.tar.gz')],
    ['user', 'reset-password', company.adminLogin],
    ['check', company.tenantId],
    ['search', 'rebuild', company.tenantId],
  ])
    expect(await runRuyi(data, command), command.join(' ')).toMatchObject({ code: 0 });
  expect(await acts()).toEqual([
    'operator.searchRebuild',
    'operator.check',
    'operator.passwordLink',
    'operator.export',
  ]);
  const { items } = (await company.must<Acts>('GET', '/data-security/operator-acts')).body;
  expect(items.every(({ detail }) => typeof detail.by === 'string')).toBe(true);
  const other = await Company.signUp(nobody);
  expect((await other.must<Acts>('GET', '/data-security/operator-acts')).body.items).toEqual([]);
});

it('everything of a company can be taken away in one file, which an install takes in', async () => {
  const started = await company.must<{ jobId: string }>('POST', '/data-security/export', { password: PASSWORD });
  const { jobId } = started.body;
  expect(await company.admin.jobEnd(jobId)).toMatchObject({ state: 'completed', result: { fileId: jobId } });
  const { items } = (await company.must<{ items: object[] }>('GET', '/data-security/exports')).body;
  expect(items[0]).toMatchObject({ id: jobId, what: 'company', by: { name: '王芳' }, file: { id: jobId } });
  // Nobody else may fetch it, a colleague with every right included.
  const colleague = await company.colleague([await company.roleId('admin')]);
  expect((await colleague.client.call('GET', `/files/${jobId}`)).status).toBe(404);

  const token = (
    await nobody.call<{ accessToken: string }>('POST', '/auth/login', {
      login: company.adminLogin,
      password: PASSWORD,
    })
  ).body.accessToken;
  const fetched = await fetch(`${inject('serverUrl')}/api/v1/files/${jobId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const archive = join(folder, 'company.tar.gz');
  await writeFile(archive, Buffer.from(await fetched.arrayBuffer()));
  const taken = await runRuyi(data, ['tenant', 'import', archive]);
  expect(taken).toMatchObject({ code: 0, err: '' });
  expect(taken.out).toMatch(/contacts +1/);
  const copyId = /to ([0-9a-f-]{36}):/.exec(taken.out)?.[1] ?? '';
  expect((await runRuyi(data, ['search', 'rebuild', copyId])).code).toBe(0);
  const checked = await runRuyi(data, ['check', copyId]);
  expect(checked, checked.out).toMatchObject({ code: 0 });
});

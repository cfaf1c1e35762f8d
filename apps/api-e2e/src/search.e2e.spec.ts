import { beforeAll, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { Company } from './operations/company.js';

interface Hit {
  readonly module: string;
  readonly name: string;
  readonly owner: { readonly name: string } | null;
  readonly matched: { readonly field: string; readonly as: string; readonly value: string } | null;
}
interface Hits {
  readonly items: readonly Hit[];
  readonly counts: Readonly<Record<string, { readonly value: number; readonly exact: boolean }>>;
}

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const MOBILE = '13911220001';
const readers: { [role: string]: ApiClient } = {};

const search = async (client: ApiClient | undefined, q: string, more = ''): Promise<Hits> => {
  const answer = await client?.call<Hits>('GET', `/search?q=${encodeURIComponent(q)}${more}`);
  expect(answer?.status, q).toBe(200);
  return answer?.body ?? { items: [], counts: {} };
};

beforeAll(async () => {
  const roleOf = async (access: string, scope: string, module = 'customers'): Promise<string> => {
    const permissions = [{ module, action: 'read', scope }];
    const fields = access === 'read' ? [] : [{ module: 'customers', field: 'mobile', access }];
    return (await company.make('/roles', { name: `${access} ${scope} ${module}`, permissions, fields })).id;
  };
  for (const access of ['hidden', 'masked', 'read'])
    readers[access] = (await company.colleague([await roleOf(access, 'all')])).client;
  readers['contacts'] = (await company.colleague([await roleOf('read', 'all', 'contacts')])).client;
  const own = await company.colleague([await roleOf('read', 'own')]);
  readers['own'] = own.client;
  await company.record('customers', { name: '石门银峰', mobile: MOBILE });
  await company.record('customers', { name: '石门银峰茶业有限公司', mobile: '13911220002', ownerId: own.id });
  await company.record('contacts', { name: '石门银峰的王经理', mobile: '13911220003' });
});

it('gives the best of all modules that the caller may read, and how many each has', async () => {
  const { items, counts } = await search(company.admin, '石门银峰');
  expect(items.map(({ module, name, matched }) => [module, name, matched?.as])).toEqual([
    ['customers', '石门银峰', 'whole'],
    ['contacts', '石门银峰的王经理', 'start'],
    ['customers', '石门银峰茶业有限公司', 'start'],
  ]);
  expect(counts).toMatchObject({ customers: { value: 2, exact: true }, contacts: { value: 1, exact: true } });
  expect((await search(company.admin, '石门银峰', '&modules=contacts')).items).toHaveLength(1);
  expect((await search(company.admin, '石门银峰', '&limit=1')).items).toHaveLength(1);
  expect((await search(readers['contacts'], '石门银峰')).items.map(({ module }) => module)).toEqual(['contacts']);
  expect(Object.keys((await search(readers['contacts'], '石门银峰')).counts)).toEqual(['contacts']);
  expect(await readers['contacts']?.call('GET', '/search?q=x&modules=customers')).toMatchObject({ status: 422 });
});

it('keeps to the rows of the scope', async () => {
  const { items, counts } = await search(readers['own'], '石门银峰');
  expect(items.map(({ name }) => name)).toEqual(['石门银峰茶业有限公司']);
  expect(counts).toEqual({ customers: { value: 1, exact: true, pooled: { value: 0, exact: true } } });
  expect((await search(readers['own'], MOBILE)).items).toEqual([]);
});

it('finds a mobile in any spelling, for whoever may read it; a masked one by its whole and masked', async () => {
  for (const q of [MOBILE, '+86 139 1122 0001', '0086-13911220001', '139 1122 0001']) {
    expect((await search(readers['read'], q)).items, q).toMatchObject([
      { name: '石门银峰', matched: { field: 'mobile', as: 'whole', value: MOBILE } },
    ]);
    expect((await search(readers['hidden'], q)).items, q).toEqual([]);
    const masked = await search(readers['masked'], q);
    expect(masked.items, q).toMatchObject([{ name: '石门银峰', matched: { field: 'mobile', as: 'whole' } }]);
    expect(JSON.stringify(masked), q).not.toContain(MOBILE);
  }
  expect((await search(readers['read'], '0001')).items.map(({ name }) => name)).toEqual(['石门银峰']);
  for (const part of ['0001', '139 1122', '+86 139 1122'])
    for (const who of ['hidden', 'masked']) expect((await search(readers[who], part)).items, part).toEqual([]);
});

it('keeps up with the record', async () => {
  const { id } = await company.record('customers', { name: '阿里山高山' });
  await company.must('PATCH', `/records/customers/${id}`, { version: 1, name: '玉山高山' });
  expect((await search(company.admin, '阿里山')).items).toEqual([]);
  expect((await search(company.admin, '玉山')).items.map(({ name }) => name)).toEqual(['玉山高山']);
  await company.must('DELETE', `/records/customers/${id}?version=2`);
  expect((await search(company.admin, '玉山')).items).toEqual([]);
});

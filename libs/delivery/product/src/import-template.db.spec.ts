import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Look {
  readonly headings: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly total: number;
}

let world: ProductWorld;
let admin: SignedIn;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
});

/** The bytes as they leave the house. */
async function template(token: string, module: string, format: string, headers = {}): Promise<Buffer> {
  const answer = await world.app.inject({
    method: 'GET',
    url: `/api/v1/records/${module}/import/template?format=${format}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  expect(answer.statusCode, answer.payload).toBe(200);
  expect(answer.headers['content-disposition']).toMatch(new RegExp(`^attachment; filename\\*=UTF-8''.+\\.${format}$`));
  return answer.rawPayload;
}

async function workbookOf(content: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(content as unknown as ExcelJS.Buffer);
  return workbook;
}

function headings(sheet: ExcelJS.Worksheet | undefined): string[] {
  return ((sheet?.getRow(1).values ?? []) as string[]).slice(1);
}

/** Uploads it, and imports it with the mapping that the look suggests. */
async function imported(name: string, content: Buffer | string, module = 'customers') {
  const fileId = world.upload(admin, name, content);
  const look = await world.call<Look>(admin.accessToken, 'POST', `/records/${module}/import/look`, { fileId });
  const started = await world.call<{ jobId: string }>(admin.accessToken, 'POST', `/records/${module}/import`, {
    fileId,
    mode: 'create',
    mapping: look.body.mapping,
  });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  await world.runJobs(admin.tenant.id);
  const job = await world.call(admin.accessToken, 'GET', `/jobs/${started.body.jobId}`);
  return { look: look.body, job: job.body };
}

describe('the template of an import', () => {
  it.each(['customers', 'contacts', 'followUps'])('as a workbook has a column for each field of %s', async (module) => {
    const content = await template(admin.accessToken, module, 'xlsx');
    const [sheet] = (await workbookOf(content)).worksheets;
    const { look } = await lookAt(`${module}.xlsx`, content, module);
    expect(look.headings).toEqual(headings(sheet).map((heading) => heading.replace(/\s+/g, ' ')));
    // Each column is found again without anybody's help.
    expect(Object.keys(look.mapping)).toEqual(look.headings);
    expect(look.total).toBe(0);
  });

  it('marks what is required, offers options in a list, and tells of each column behind', async () => {
    const workbook = await workbookOf(await template(admin.accessToken, 'customers', 'xlsx'));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['客户', '填写说明', '可选值']);
    const [sheet, guide, lists] = workbook.worksheets;
    const names = headings(sheet);
    expect(names[0]).toBe('客户名称 *');
    const level = names.indexOf('客户级别') + 1;
    const validation = sheet?.getCell(17, level).dataValidation;
    expect(validation).toMatchObject({ type: 'list', showErrorMessage: true });
    const range = /^'可选值'!\$([A-Z]+)\$2:\$\1\$(\d+)$/.exec(validation?.formulae[0] ?? '');
    expect(lists?.getCell(`${range?.[1]}1`).value).toBe('客户级别');
    expect(lists?.getCell(`${range?.[1]}2`).value).toMatch(/^A/);
    expect(lists?.getCell(`${range?.[1]}${range?.[2]}`).value).not.toBeNull();
    expect(guide?.rowCount).toBe(names.length + 1);
    expect((guide?.getRow(2).values as string[]).slice(1, 3)).toEqual(['客户名称 *', '必填']);
    // What looks like a number and is none stays as it is typed.
    expect(sheet?.getColumn(names.indexOf('手机') + 1).numFmt).toBe('@');
  });

  it('is imported as it is when it has been filled in', async () => {
    const workbook = await workbookOf(await template(admin.accessToken, 'customers', 'xlsx'));
    const [sheet, , lists] = workbook.worksheets;
    const at = (name: string): number => headings(sheet).indexOf(name) + 1;
    const row = sheet?.getRow(2);
    if (!row) throw new Error('no sheet');
    row.getCell(at('客户名称 *')).value = '填好的一家';
    row.getCell(at('手机')).value = '13805712001';
    row.getCell(at('客户级别')).value = lists?.getCell(2, headings(lists).indexOf('客户级别') + 1).value ?? null;
    const { job } = await imported('填好.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(job).toMatchObject({ state: 'completed', failed: 0, result: { created: 1 } });
  });

  it('as a csv says in one row what each column takes, and the import passes that row over', async () => {
    const text = (await template(admin.accessToken, 'customers', 'csv')).toString();
    const [first = '', note = ''] = text.split('\r\n');
    expect(first).toMatch(/^\uFEFF客户名称 \*,/);
    expect(note).toMatch(/^"?填写说明，导入时跳过此行/);
    const rest = first.split(',').slice(1);
    const { job } = await imported('填好.csv', `${text}\r\n甲乙丙公司${','.repeat(rest.length)}`);
    expect(job).toMatchObject({ failed: 0, result: { created: 1 } });
  });

  it('speaks the language of who asks', async () => {
    await world.call(admin.accessToken, 'PATCH', '/me', { locale: 'en' });
    const workbook = await workbookOf(await template(admin.accessToken, 'customers', 'xlsx'));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Customers', 'How to fill in', 'Options']);
    await world.call(admin.accessToken, 'PATCH', '/me', { locale: 'zh-CN' });
  });

  it('has the fields that its reader may write, and no others', async () => {
    const roles = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
    const { body: sales } = await world.call<{ id: string; permissions: object[] }>(
      admin.accessToken,
      'GET',
      `/roles/${roles.body.items.find(({ key }) => key === 'sales')?.id}`,
    );
    const role = await world.call<{ id: string }>(admin.accessToken, 'POST', '/roles', {
      name: '录入员',
      permissions: sales.permissions,
      fields: [
        { module: 'customers', field: 'mobile', access: 'read' },
        { module: 'customers', field: 'remark', access: 'hidden' },
      ],
    });
    expect(role.status, JSON.stringify(role.body)).toBe(201);
    const clerk = await world.colleague(admin, '录入', 'sales', { roleIds: [role.body.id] });
    const workbook = await workbookOf(await template(clerk.token, 'customers', 'xlsx'));
    const names = headings(workbook.worksheets[0]);
    expect(names).toContain('客户级别');
    expect(names).not.toContain('手机');
    expect(names).not.toContain('备注');
  });

  it('is for those who may import, and has two formats', async () => {
    const reader = await world.colleague(admin, '何读', 'readonly');
    const path = '/records/customers/import/template';
    expect((await world.call(reader.token, 'GET', path)).status).toBe(403);
    const wrong = await world.call(admin.accessToken, 'GET', `${path}?format=pdf&with=all`);
    expect(wrong.body).toMatchObject({
      errors: [
        { path: 'format', code: 'unknownOption' },
        { path: 'with', code: 'unknownKey' },
      ],
    });
    expect((await world.call(admin.accessToken, 'GET', '/records/nothing/import/template')).status).toBe(404);
  });
});

async function lookAt(name: string, content: Buffer, module: string): Promise<{ look: Look }> {
  const fileId = world.upload(admin, name, content);
  const look = await world.call<Look>(admin.accessToken, 'POST', `/records/${module}/import/look`, { fileId });
  expect(look.status, JSON.stringify(look.body)).toBe(200);
  return { look: look.body };
}

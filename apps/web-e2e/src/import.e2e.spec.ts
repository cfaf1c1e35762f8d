import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, launch, signUp, visitor, type Visitor } from './browser.js';

const ROWS = [
  '客户名称,电话号码,客户级别,随便',
  '杭州云栖茶业有限公司,+86 138-0571-0001,A,一',
  '宁波海曙外贸集团,13805710002,没有这级,二',
  ',13805710003,B,三',
  '绍兴柯桥锦绣服装厂,13805710004,B 普通客户,四',
].join('\n');

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false],
  ['on a phone', true],
] as const)('a new company brings its customers along, %s', (_where, phone) => {
  let browser: Browser;
  let admin: Visitor;

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '云启贸易', '王芳');
  });

  afterAll(() => browser.close());

  const total = async (): Promise<number> =>
    (await api<{ items: object[] }>(admin, 'GET', '/records/customers')).items.length;

  /** Out of a list that is not empty. */
  async function openImport(): Promise<void> {
    const { page } = admin;
    await page.goto('/m/customers');
    await page.getByText('已有的一家').first().waitFor();
    if (phone) await page.getByRole('button', { name: '更多', exact: true }).first().click();
    await page.getByRole(phone ? 'menuitem' : 'button', { name: '导入', exact: true }).click();
  }

  it('from a csv: columns, a check, the import, what was left out, and back again', async () => {
    const { page } = admin;
    // A company that has nothing yet is offered it on its first page.
    await page.goto('/');
    await page.getByRole('link', { name: '新建客户' }).first().waitFor();
    await page.getByRole('link', { name: '导入客户' }).click();
    await page.waitForURL((url) => url.pathname === '/m/customers' && url.search === '');
    const dialog = page.locator('ry-import-dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '老客户.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${ROWS}`) });
    // A column that bears a field's name is that field; the others are the reader's to say.
    await dialog.getByLabel('「客户名称」导入到哪个字段').waitFor();
    expect(await dialog.getByLabel('「客户级别」导入到哪个字段').inputValue()).toBe('level');
    // Another word for a field is known, and the numbers tell that they are mobiles.
    expect(await dialog.getByLabel('「电话号码」导入到哪个字段').inputValue()).toBe('mobile');
    // Why nothing can be started stands by the buttons, in view however long the list of columns is.
    await dialog.getByLabel('「客户名称」导入到哪个字段').selectOption('');
    const hindrance = dialog.locator('mat-dialog-actions').getByText('请先为必填字段选择列：客户名称');
    await hindrance.waitFor();
    expect(await dialog.getByRole('button', { name: '开始导入' }).isDisabled()).toBe(true);
    await dialog.getByLabel('「客户名称」导入到哪个字段').selectOption('name');
    await hindrance.waitFor({ state: 'detached' });
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(part: string): Promise<AxeResults> } }).axe.run('ry-import-dialog'),
    );
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

    await dialog.getByRole('button', { name: '先检查' }).click();
    await dialog.getByText('检查完成，共 4 行，尚未写入任何数据').waitFor();
    await dialog.getByText(/客户级别：/).waitFor();
    expect(await total()).toBe(0);

    await dialog.getByRole('button', { name: '开始导入' }).click();
    await dialog.getByText('完成，共 4 行').waitFor();
    const errors = await dialog.getByRole('link', { name: '下载未导入的行' }).getAttribute('href');
    const file = await admin.context.request.get(errors ?? '');
    expect(await file.text()).toMatch(/宁波海曙外贸集团,13805710002,没有这级,二,客户级别：/);
    expect(await total()).toBe(2);
    await dialog.getByRole('button', { name: '撤销这次导入' }).click();
    await expect.poll(total).toBe(0);
    await dialog.getByRole('button', { name: '关闭' }).click();
    await page.getByText('还没有客户').waitFor();
  });

  it('finds the result, the refused rows and the way back again through the notice, after a reload', async () => {
    const { page } = admin;
    await page.goto('/m/customers');
    await page.getByRole('button', { name: '导入', exact: true }).last().click();
    const dialog = page.locator('ry-import-dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '再来.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${ROWS}`) });
    await dialog.getByRole('button', { name: '先检查' }).click();
    await dialog.getByText('检查完成，共 4 行，尚未写入任何数据').waitFor();
    // Nor does the tray call a check an import, or offer to take it back.
    const tray = page.locator('ry-job-tray');
    // Folded there, and below the dialog.
    if (phone) await tray.locator('header button').dispatchEvent('click');
    await tray.getByText('只是检查，没有写入数据：将新建 2 条，不能导入 2 条').waitFor();
    expect(await tray.getByText('撤销').count()).toBe(0);
    await dialog.getByRole('button', { name: '开始导入' }).click();
    await dialog.getByText('完成，共 4 行').waitFor();
    await page.goto('/messages');
    await page
      .getByRole('link', { name: /导入客户 已完成：2 条成功，2 条失败/ })
      .first()
      .click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
    const job = page.locator('ry-job-page section');
    await job.getByText('新建 2 条，未导入 2 条').waitFor();
    await job.getByText(/客户级别：/).waitFor();
    const errors = await job.getByRole('link', { name: '下载未导入的行' }).getAttribute('href');
    const file = await admin.context.request.get(errors ?? '');
    expect(await file.text()).toMatch(/宁波海曙外贸集团,13805710002,没有这级,二,客户级别：/);
    await job.getByRole('button', { name: '撤销', exact: true }).click();
    await expect.poll(total).toBe(0);
    await expect.poll(() => job.getByRole('button', { name: '撤销', exact: true }).count()).toBe(0);
    await page.locator('ry-job-page ul').getByText('已撤销 2 条').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  });

  it('from the template, with no column to be told, out of a list that is not empty', async () => {
    const { page } = admin;
    await api(admin, 'POST', '/records/customers', { name: '已有的一家' });
    await openImport();
    const dialog = page.locator('ry-import-dialog');
    expect(await dialog.getByRole('link', { name: '下载模板 (xlsx)' }).getAttribute('href')).toMatch(/format=xlsx$/);
    const href = await dialog.getByRole('link', { name: '下载模板 (csv)' }).getAttribute('href');
    const template = await (await admin.context.request.get(href ?? '')).text();
    const commas = ','.repeat((template.split('\n')[0] ?? '').split(',').length - 1);
    await dialog.locator('input[type=file]').setInputFiles({
      name: '模板.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${template}\r\n照模板填的一家${commas}`),
    });
    await dialog.getByLabel('「客户名称 *」导入到哪个字段').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    const box = await dialog.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone ? 390 : 1440);
    await dialog.getByRole('button', { name: '开始导入' }).click();
    await dialog.getByText('完成，共 1 行').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).click();
    await page.getByText('照模板填的一家').first().waitFor();
    if (phone) await page.getByRole('button', { name: '更多', exact: true }).first().click();
    await page.getByRole(phone ? 'menuitem' : 'button', { name: '导出', exact: true }).click();
    await page.getByRole('heading', { name: /导出/ }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('with rows that look like records that are there: named by the check and by the result, with a file of all', async () => {
    const { page } = admin;
    await openImport();
    const dialog = page.locator('ry-import-dialog');
    const rows = ['客户名称,备注', '已有的一家有限公司,展会认识', '谁也不像的一家,', '已有的一家（集团）,老朋友'].join(
      '\n',
    );
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '展会.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
    await dialog.getByRole('button', { name: '先检查' }).click();
    await dialog.getByText('检查完成，共 3 行，尚未写入任何数据').waitFor();
    await dialog.getByText('2 行与已有的记录相似，导入时会照常导入：').waitFor();
    const named = dialog.getByRole('listitem').filter({ hasText: '已有的一家（王芳）' });
    expect(await named.allInnerTexts()).toEqual([
      expect.stringContaining('第 2 行'),
      expect.stringContaining('第 4 行'),
    ]);

    const before = await total();
    await dialog.getByRole('button', { name: '开始导入' }).click();
    await dialog.getByText('2 行与已有的记录相似，仍已导入：').waitFor();
    expect(await named.count()).toBe(2);
    expect(await total()).toBe(before + 3);
    const link = dialog.getByRole('link', { name: '下载疑似重复的行' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toMatch(/已有的一家有限公司,展会认识,.*已有的一家/);
    expect(file).toMatch(/已有的一家（集团）,老朋友,/);
    expect(file).not.toContain('谁也不像的一家');
    await dialog.getByRole('button', { name: '关闭' }).click();
  });

  it('names what it cannot read', async () => {
    const { page } = admin;
    await openImport();
    const dialog = page.locator('ry-import-dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '图片.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') });
    await dialog.getByRole('alert').getByText('应为 csv 或 xlsx 文件').waitFor();
  });

  it('leaves no error behind', () => expect(admin.errors).toEqual([]));
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, launch, signUp, visitor, type Visitor } from './browser.js';

/** What people get wrong stays to be mended, is said in their words, and does nothing that they did not ask for. */
describe.runIf(chromiumPath !== null)('a slip', () => {
  let browser: Browser;
  let admin: Visitor;
  let due = '';

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser);
    await signUp(admin, '云启贸易', '王芳');
    const make = async (values: object): Promise<string> =>
      (await api<{ id: string }>(admin, 'POST', '/records/customers', values)).id;
    due = await make({ name: '约好的客户', nextContactAt: '2024-01-02T01:00:00Z', email: 'a@example.com' });
    await make({ name: '有邮箱的客户', email: 'b@example.com', remark: '不能丢' });
    await make({ name: '没有邮箱的客户', remark: '也不能丢' });
    await api(admin, 'POST', '/templates', {
      channel: 'mail',
      module: 'customers',
      name: '新品目录',
      subject: '新品目录',
      body: '<p>{{name}}您好</p>',
    });
  });

  afterAll(() => browser.close());

  it('in a date of a follow-up stays as it was typed, is refused in words, and is forgotten when mended', async () => {
    const { page } = admin;
    await page.goto(`/m/customers/${due}`);
    const box = page.locator('ry-follow-up-box');
    const alert = box.getByRole('alert');
    await box.getByRole('button', { name: '保存' }).click();
    await alert.getByText('内容：必填').waitFor();
    await box.getByRole('textbox').first().fill('打了电话');
    await alert.waitFor({ state: 'detached' });

    await box.getByRole('button', { name: '其他时间…' }).click();
    const day = box.locator('ry-date-box input');
    const type = async (text: string): Promise<void> => {
      await day.fill(text);
      await day.press('Tab');
    };
    await type('2026-11-31');
    await alert.getByText('日历上没有 2026-11-31 这一天').waitFor();
    expect(await day.inputValue()).toBe('2026-11-31');
    await type('2024-11-30');
    await alert.getByText('这个时间已经过去').waitFor();
    await type('2100-11-30');
    await alert.waitFor({ state: 'detached' });
    await box.getByRole('button', { name: '清除下次联系时间' }).click();

    // Without a next time the one that had come is settled.
    await box.getByText('不选则清除原定时间').waitFor();
    await box.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存跟进').waitFor();
    const kept = await api<{ nextContactAt: string | null }>(admin, 'GET', `/records/customers/${due}`);
    expect(kept.nextContactAt).toBeNull();
  });

  it('in a chooser is kept and refused, and a region is asked for once', async () => {
    const { page } = admin;
    await page.goto('/m/customers/new');
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toMatch(/-name$/);
    await page.keyboard.type('新客户');
    const industry = page.getByRole('combobox', { name: '客户行业' });
    await industry.fill('钓鱼');
    await industry.press('Tab');
    await page.getByText('没有“钓鱼”这一项').waitFor();
    expect(await industry.inputValue()).toBe('钓鱼');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    expect(new URL(page.url()).pathname).toBe('/m/customers/new');
    await industry.fill('餐饮');
    await industry.press('Tab');
    await page.getByText('没有“钓鱼”这一项').waitFor({ state: 'detached' });

    const region = page.getByRole('combobox', { name: '省/市/区' });
    await region.fill('西湖区');
    await page.getByRole('option', { name: '浙江省 杭州市 西湖区' }).click();
    const within = page.getByRole('combobox', { name: '地址：省市区' });
    await expect.poll(() => within.inputValue()).toBe('浙江省 杭州市 西湖区');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存 新客户').waitFor();
  });

  it('in a filter is named at its condition instead of being dropped', async () => {
    const { page } = admin;
    await page.goto('/m/customers');
    await page.getByRole('button', { name: '＋ 筛选' }).click();
    const condition = page.locator('ry-condition-row');
    await condition.locator('select').first().selectOption({ label: '备注' });
    await page.getByRole('button', { name: '应用' }).click();
    await condition.getByText('请填写这个条件的值').waitFor();
    await condition.locator('ry-filter-editor input').fill('不能丢');
    await page.getByRole('button', { name: '应用' }).click();
    await condition.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('ry-record-table tbody tr').count()).toBe(2);
  });

  it('in a bulk edit clears nothing unless that is asked for', async () => {
    const { page } = admin;
    await page.locator('thead input[type=checkbox]').check();
    await page.getByRole('button', { name: '批量编辑' }).click();
    const dialog = page.getByRole('dialog');
    const apply = dialog.getByRole('button', { name: '全部修改' });
    expect(await apply.isDisabled()).toBe(true);
    await dialog.getByLabel('要修改的字段').selectOption({ label: '备注' });
    await apply.click();
    await dialog.getByText('要清空，请勾选').waitFor();
    await dialog.getByLabel('清空所选记录的「备注」').check();
    await apply.click();
    await page.getByText('已修改 2 条').waitFor();
  });

  it('of an address that is missing is no success of a send', async () => {
    const { page } = admin;
    await page.goto('/m/customers');
    for (const name of ['约好的客户', '有邮箱的客户', '没有邮箱的客户'])
      await page.getByRole('checkbox', { name: `选择 ${name}` }).check();
    await page.getByRole('button', { name: '发邮件' }).click();
    const dialog = page.locator('ry-send-dialog');
    await dialog.locator('#send-template').selectOption({ label: '新品目录' });
    await dialog.getByRole('button', { name: /发送/ }).last().click();
    await page.getByText('已发送 2 条，1 条未发送').waitFor({ timeout: 60_000 });
  });

  it('leaves no error behind', () => expect(admin.errors).toEqual([]));
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, freshMobile, launch, signUp, visitor, type Visitor } from './browser.js';

interface Made {
  readonly id: string;
}

describe.runIf(chromiumPath !== null)('two customers that are one', () => {
  let browser: Browser;
  let admin: Visitor;
  let kept: Made;
  let gone: Made;
  let contact: Made;

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser);
    await signUp(admin, '云启贸易', '王芳');
    const make = (path: string, body: object) => api<Made>(admin, 'POST', `/records/${path}`, body);
    kept = await make('customers', { name: '杭州云栖茶业有限公司', mobile: freshMobile(), wechat: 'yunqi' });
    gone = await make('customers', { name: '云栖茶业（杭州）', mobile: freshMobile(), remark: '展会认识' });
    contact = await make('contacts', { name: '周杰', customer: gone.id });
  });

  afterAll(() => browser.close());

  it('are merged from the list with a choice per field, and the snackbar takes it back', async () => {
    const { page } = admin;
    await page.goto('/m/customers');
    await page.getByRole('checkbox', { name: '选择 杭州云栖茶业有限公司' }).click();
    const offered = page.getByRole('toolbar').getByRole('button', { name: '合并', exact: true });
    expect(await offered.count()).toBe(0);
    await page.getByRole('checkbox', { name: '选择 云栖茶业（杭州）' }).click();
    await page.getByRole('toolbar').getByRole('button', { name: '更多' }).click();
    await page.getByRole('menuitem', { name: '合并' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('联系人 1').waitFor();
    const name = dialog.getByRole('radiogroup', { name: '客户名' });
    await name.getByRole('radio', { name: '云栖茶业（杭州）' }).check();
    // What only one of them has is kept whoever stays.
    expect(
      await dialog.getByRole('radiogroup', { name: '备注' }).getByRole('radio', { name: '展会认识' }).isChecked(),
    ).toBe(true);
    await dialog.getByRole('button', { name: '合并' }).click();
    await page.getByText('已将 2 条合并为一条').waitFor();
    expect(await api<object>(admin, 'GET', `/records/customers/${kept.id}`)).toMatchObject({
      name: '云栖茶业（杭州）',
      wechat: 'yunqi',
      remark: '展会认识',
    });
    expect(await api<object>(admin, 'GET', `/records/contacts/${contact.id}`)).toMatchObject({ customer: kept.id });
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    expect(await api<object>(admin, 'GET', `/records/contacts/${contact.id}`)).toMatchObject({ customer: gone.id });
    expect(admin.errors).toEqual([]);
  });

  it('and from the warning in the form of a new one, which is saved first', async () => {
    const { page } = admin;
    const phone = freshMobile();
    await api(admin, 'POST', '/records/customers', { name: '湖州安吉竹业有限公司', mobile: phone });
    await page.goto('/m/customers/new');
    await page.getByLabel('客户名称').fill('湖州安吉竹业');
    await page.getByRole('button', { name: '保存并对比合并' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('合并 2 条客户').waitFor();
    await dialog.getByRole('button', { name: '合并' }).click();
    await page.getByText('已将 2 条合并为一条').waitFor();
    const { items } = await api<{ items: { name: string }[] }>(
      admin,
      'GET',
      `/records/customers?search=${encodeURIComponent('湖州安吉')}`,
    );
    expect(items).toHaveLength(1);
    expect(admin.errors).toEqual([]);
  });

  it('and from the page that found them', async () => {
    const { page } = admin;
    await page.goto('/duplicates');
    await page.getByRole('searchbox').fill('云栖');
    for (const name of ['杭州云栖茶业有限公司', '云栖茶业（杭州）'])
      await page.getByRole('checkbox', { name: `选择 ${name}` }).check();
    await page.getByRole('button', { name: '合并所选的 2 条' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '合并' }).click();
    await page.getByText('已将 2 条合并为一条').waitFor();
    await expect.poll(() => page.locator('ry-duplicate-page li').count()).toBe(1);
    expect(admin.errors).toEqual([]);
  });

  it('and a third like them is saved when that is acknowledged, or not at all, as the company chooses', async () => {
    const { page } = admin;
    const fill = async (name: string): Promise<void> => {
      await page.goto('/m/customers/new');
      await page.getByLabel('客户名称').fill(name);
      await page.getByRole('button', { name: '保存', exact: true }).click();
    };
    await fill('杭州云西茶业');
    const question = page.getByRole('dialog', { name: '公司里可能已经有了' });
    await question.getByText('杭州云栖茶业有限公司').waitFor();
    await question.getByText('客户名称相同或相近').first().waitFor();
    // Nobody saves a second one by pressing Enter once more: going back has the focus as soon as the dialog stands.
    await question.getByRole('button', { name: '返回修改' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/m/customers/new');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await question.getByRole('button', { name: '仍要保存' }).click();
    await page.getByText('已保存').waitFor();

    await page.goto('/settings/duplicates/customers');
    await page
      .getByRole('group', { name: /客户名称/ })
      .getByRole('radio', { name: '禁止' })
      .check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    await fill('杭州云溪茶业');
    await page.getByText('公司里已有相同或相近的记录').first().waitFor();
    await page
      .getByText(/已有：.*不能重复/)
      .first()
      .waitFor();
    expect(admin.errors).toEqual([]);
  });
});

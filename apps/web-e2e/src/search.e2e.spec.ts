import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, launch, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false, false],
  ['on a phone', true, false],
  ['in English', false, true],
] as const)('search over all modules %s', (_where, phone, english) => {
  const box = english ? 'Search everything' : '全局搜索';
  let browser: Browser;
  let admin: Visitor;
  let exact = '';

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '云启贸易', '王芳');
    const { id } = await api<{ id: string }>(admin, 'POST', '/records/customers', {
      name: '云栖',
      mobile: '13800000001',
    });
    exact = id;
    for (const name of ['杭州云栖茶业有限公司', '云栖小镇'])
      await api(admin, 'POST', '/records/customers', { name, mobile: '13911112222' });
    await api(admin, 'POST', '/records/contacts', { name: '云栖', customer: id, mobile: '13711112222' });
    if (english) await api(admin, 'PATCH', '/me', { locale: 'en' });
    await admin.page.goto('/');
  });

  afterAll(() => browser.close());

  const open = async (): Promise<void> => {
    const { page } = admin;
    await page.goto('/');
    await page
      .getByRole('button', { name: english ? /Search/ : /搜索/ })
      .first()
      .click();
    await page.getByRole('combobox', { name: box }).waitFor();
  };
  const type = (text: string): Promise<void> => admin.page.getByRole('combobox', { name: box }).fill(text);
  const options = () => admin.page.getByRole('option');

  it('shows the best first, marks what matched, and says of which module and whose it is', async () => {
    await open();
    await type('云栖');
    const { page } = admin;
    await page.getByRole('option', { name: /杭州云栖茶业有限公司/ }).waitFor();
    const texts = await options().allInnerTexts();
    const shown = texts.map((text) => text.replace(/\s+/g, ' '));
    expect(shown.slice(0, 4).map((text) => text.split(' ')[0])).toEqual([
      '云栖',
      '云栖',
      '云栖小镇',
      '杭州云栖茶业有限公司',
    ]);
    expect(shown[0]).toContain(english ? 'Contacts' : '联系人');
    expect(shown[1]).toContain('王芳');
    expect(await options().nth(3).locator('.found').allInnerTexts()).toEqual(['云栖']);
    // A mobile in any spelling says by which field it was found.
    await type('+86 138 0000 0001');
    const hit = page.getByRole('option', { name: /13800000001/ });
    await hit.waitFor();
    expect(await hit.innerText()).toContain(english ? 'Mobile' : '手机');
    const width = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(width).toBeLessThanOrEqual(0);
  });

  it('opens by the keyboard what was asked for, not what an answer of before said', async () => {
    const { page } = admin;
    await open();
    await type('杭州');
    await page.getByRole('option', { name: /杭州云栖/ }).waitFor();
    // Slow enough that Enter comes before the answer.
    await page.route('**/search?**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await type('13800000001');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/m/customers/${exact}`);
    await page.unroute('**/search?**');
    await open();
    await type('云栖');
    await page.getByRole('option', { name: /云栖小镇/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/m/customers/${exact}`);
  });

  it('leads to all of a module, says when there is nothing, and goes by Escape', async () => {
    const { page } = admin;
    await open();
    await type('没有的东西');
    await page.getByText(english ? /Nothing found for/ : /没有找到/).waitFor();
    await type('云栖');
    const all = page.getByRole('option', { name: english ? /See all in Customers/ : /在“客户”中查看全部/ });
    await all.waitFor();
    expect(await all.innerText()).toContain('3');
    await all.click();
    await page.waitForURL((url) => url.pathname === '/m/customers' && url.searchParams.get('q') === '云栖');
    await page.getByText('杭州云栖茶业有限公司').first().waitFor();
    await open();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: box }).waitFor({ state: 'hidden' });
    expect(admin.errors).toEqual([]);
  });
});

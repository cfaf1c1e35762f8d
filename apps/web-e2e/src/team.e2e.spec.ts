import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, freshMobile, launch, PASSWORD, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false],
  ['on a phone', true],
] as const)('a team shares customers, its admin %s', (_where, phone) => {
  let browser: Browser;
  let admin: Visitor;
  let seller: Visitor;
  let link = '';

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '云启贸易', '王芳');
    for (const name of ['杭州云栖茶业有限公司', '宁波海曙外贸集团'])
      await api(admin, 'POST', '/records/customers', { name, mobile: freshMobile() });
  });

  afterAll(() => browser.close());

  it('invites a salesperson by a link with a QR code', async () => {
    const { page } = admin;
    await page.goto('/settings/people');
    await page.getByRole('button', { name: '邀请同事' }).click();
    await page.getByRole('button', { name: '生成邀请链接' }).click();
    await page.getByText('链接已生成').waitFor();
    link = await page.locator('ry-invitation-link input').inputValue();
    expect(link).toContain('/join/');
    await page.getByRole('img', { name: '加入企业的二维码' }).waitFor();
  });

  it('who joins sees only what the role allows, on the phone as over the API', async () => {
    seller = await visitor(browser, { phone: true });
    const { page } = seller;
    await page.goto(new URL(link).pathname);
    await page.getByLabel('你的姓名').fill('李敏');
    await page.getByLabel('手机号或邮箱').fill(freshMobile());
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: /加入/ }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto('/m/customers');
    await page.getByRole('heading', { name: '客户', level: 1 }).waitFor();
    await expect.poll(() => page.getByText('杭州云栖茶业有限公司').count()).toBe(0);
    const seen = await api<{ items: object[] }>(seller, 'GET', '/records/customers');
    expect(seen.items).toEqual([]);
    await expect(api(seller, 'POST', '/pools/sweep')).rejects.toThrow('403');
  });

  it('and is told whose a company is already, masked, before calling it', async () => {
    const { page } = seller;
    await page.goto('/mine');
    await page.getByRole('link', { name: '查重' }).click();
    const input = page.getByRole('searchbox');
    const answer = page.locator('ry-duplicate-page li');
    for (const typed of ['云栖', 'hzyq', '杭州云西茶业']) {
      await input.fill(typed);
      await answer.filter({ hasText: '负责人：王**' }).waitFor();
      expect(await answer.count(), typed).toBe(1);
      expect(await answer.innerText(), typed).not.toContain('云栖');
      expect(await answer.getByRole('link').count(), typed).toBe(0);
    }
    await input.fill('苏州园林');
    await page.getByText('没有相同或相近的记录').waitFor();
    const desk = admin.page;
    await desk.goto('/duplicates');
    await desk.getByRole('searchbox').fill('云栖');
    await desk.getByRole('link', { name: '杭州云栖茶业有限公司' }).waitFor();
  });

  it('previews a pool rule before it is switched on, and the sweep does what it said', async () => {
    const { page } = admin;
    const [first] = (await api<{ items: { id: string }[] }>(admin, 'GET', '/records/customers?sort=createdAt')).items;
    const { user } = await api<{ user: { id: string } }>(seller, 'GET', '/me');
    await api(admin, 'POST', `/records/customers/${first?.id}/actions/transfer`, { owner: user.id });
    await page.goto('/settings/pools');
    await page.getByRole('link', { name: '回收规则' }).click();
    await page.getByRole('switch', { name: /没有跟进/ }).click();
    await page.getByLabel('天数', { exact: true }).fill('3');
    await page.getByText('宁波海曙外贸集团').waitFor();
    await page.getByRole('button', { name: '通知这些负责人' }).click();
    await page.getByRole('alertdialog', { name: '通知 1 位负责人？' }).getByRole('button', { name: '通知' }).click();
    await page.getByText('已通知 1 位负责人').waitFor();
    await expect
      .poll(async () => (await api<{ items: { text: string }[] }>(seller, 'GET', '/notifications')).items[0]?.text)
      .toMatch(/你名下 1 个客户 30 天内会被回收/);
    await page.getByRole('button', { name: '导出名单' }).click();
    await page.getByRole('dialog').getByText('导出 2').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '开始导出' }).click();
    await page.getByRole('link', { name: '下载' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '启用规则' }).click();
    await page.getByRole('heading', { name: '按现在的规则会发生什么' }).waitFor();
    // A day is the least that the page takes; with none, what came today is due today.
    const [pool] = (await api<{ items: { id: string }[] }>(admin, 'GET', '/pools')).items;
    await api(admin, 'PUT', `/pools/${pool?.id}/rules`, {
      rules: [{ kind: 'noFollowUp', enabled: true, days: { default: 0 } }],
      graceDays: 0,
    });
    await expect
      .poll(
        async () =>
          (await api<{ items: { reclaimAt: string | null }[] }>(admin, 'GET', '/records/customers')).items.every(
            (item) => item.reclaimAt !== null,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await page.goto('/settings/pools');
    await page.getByRole('button', { name: '立即回收' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '立即回收' }).click();
    await page.getByText('回收了 2 个客户').waitFor();
  });

  it('the salesperson claims one from the pool, with the phone', async () => {
    const { page } = seller;
    await page.goto('/pool');
    await page.getByText('宁波海曙外贸集团').waitFor();
    await page.getByRole('button', { name: '领取' }).first().click();
    await expect
      .poll(async () => (await api<{ items: object[] }>(seller, 'GET', '/records/customers')).items.length, {
        timeout: 20_000,
      })
      .toBe(1);
    await page.goto('/m/customers');
    await page
      .locator('ry-record-cards')
      .getByText(/杭州云栖|宁波海曙/)
      .first()
      .waitFor();
  });

  it('mentions a colleague in a follow-up, who is told', async () => {
    const { page } = seller;
    await page
      .locator('ry-record-cards')
      .getByRole('button', { name: /杭州云栖|宁波海曙/ })
      .first()
      .click();
    const text = page.locator('ry-mention-text textarea');
    await text.click();
    await text.pressSequentially('样品已寄，请@王');
    await page.getByRole('option', { name: /王芳/ }).click();
    expect(await text.inputValue()).toBe('样品已寄，请@王芳 ');
    await text.pressSequentially('看看');
    await page.locator('ry-follow-up-box').getByRole('button', { name: '保存' }).click();
    await page.getByText('请@王芳 看看').first().waitFor();
    await expect
      .poll(async () => JSON.stringify(await api(admin, 'GET', '/notifications')), { timeout: 20_000 })
      .toContain('李敏');
  });

  it('leaves no error behind', () => expect([...admin.errors, ...seller.errors]).toEqual([]));
});

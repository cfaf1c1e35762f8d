import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpCode } from '@ruyi/testing';
import { api, chromiumPath, launch, PASSWORD, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null)('the second factor in a browser', () => {
  let browser: Browser;
  let admin: Visitor;
  let mobile = '';
  let secret = '';
  let recoveryCodes: string[] = [];
  const colleague = `li${Date.now()}@example.com`;

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser);
    mobile = await signUp(admin, '云栖茶业', '王芳');
    const roles = await api<{ items: { id: string; key: string }[] }>(admin, 'GET', '/roles');
    const roleIds = roles.items.filter(({ key }) => key === 'sales').map(({ id }) => id);
    await api(admin, 'POST', '/users', { name: '李敏', email: colleague, roleIds, password: PASSWORD });
  });
  afterAll(() => browser.close());

  async function enterPassword(page: Page, login: string): Promise<void> {
    await page.getByLabel('手机号或邮箱').fill(login);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  }

  /** From the password to the recovery codes; with the code of the step before, so that the present one is still good. */
  async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
    await page.getByLabel('登录密码').fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('img', { name: '两步验证的二维码' }).waitFor();
    const shown = (await page.locator('code').first().innerText()).replaceAll(' ', '');
    await page.getByLabel('6 位验证码').fill(totpCode(shown, -1));
    await page.getByRole('button', { name: '启用', exact: true }).click();
    await page.getByText('保存好恢复码').waitFor();
    const codes = await page.locator('ol code').allInnerTexts();
    await page.getByRole('button', { name: '我已保存好' }).click();
    return { secret: shown, codes };
  }

  it('is set up on one’s own page, where the recovery codes are shown once', async () => {
    const { page } = admin;
    const elsewhere = await visitor(browser, { phone: true });
    await elsewhere.page.goto('/login');
    await enterPassword(elsewhere.page, mobile);
    await elsewhere.page.waitForURL((url) => url.pathname === '/');
    await page.goto('/mine');
    const devices = page.locator('ry-session-list li');
    await expect.poll(() => devices.count()).toBe(2);
    await page.getByRole('button', { name: '设置两步验证' }).click();
    ({ secret, codes: recoveryCodes } = await setUp(page));
    expect(recoveryCodes).toHaveLength(10);
    await page.getByText('还有 10 个恢复码').waitFor();
    // Who was signed in by the password alone no longer is, and the list says so without being asked.
    await expect.poll(() => devices.count()).toBe(1);
    expect(await page.getByText(recoveryCodes[0] ?? '').count()).toBe(0);
  });

  it('is asked for after the password: a wrong code is refused, a right one and a recovery code let in', async () => {
    const other = await visitor(browser, { phone: true });
    await other.page.goto('/login?next=/pool');
    await enterPassword(other.page, mobile);
    await other.page.getByLabel('验证码').fill('000000');
    await other.page.getByRole('button', { name: '登录', exact: true }).click();
    await other.page.getByText('验证码不正确或已用过').waitFor();
    await other.page.getByLabel('验证码').fill(totpCode(secret));
    await other.page.getByRole('button', { name: '登录', exact: true }).click();
    await other.page.waitForURL((url) => url.pathname === '/pool');
    const third = await visitor(browser);
    await third.page.goto('/login');
    await enterPassword(third.page, mobile);
    await third.page.getByRole('button', { name: '手机不在身边？用恢复码' }).click();
    await third.page.getByLabel('恢复码').fill(recoveryCodes[0] ?? '');
    await third.page.getByRole('button', { name: '登录', exact: true }).click();
    await third.page.waitForURL((url) => url.pathname === '/');
    expect([...other.errors, ...third.errors]).toEqual([]);
  });

  it('is wanted of everybody: who is at work is led to the set-up, and back to where they were', async () => {
    const worker = await visitor(browser);
    await worker.page.goto('/login');
    await enterPassword(worker.page, colleague);
    await worker.page.waitForURL((url) => url.pathname === '/');
    await admin.page.goto('/settings/company');
    await admin.page.getByRole('switch').click();
    await admin.page.getByText('还没有启用的 1 人').waitFor();
    await admin.page.getByRole('button', { name: '要求启用' }).click();
    await admin.page.getByText('已保存').first().waitFor();
    await worker.page.getByRole('link', { name: '客户', exact: true }).click();
    await worker.page.getByRole('heading', { name: '请先设置两步验证' }).waitFor();
    // No way around by the address.
    await worker.page.goto('/m/contacts');
    await worker.page.getByRole('heading', { name: '请先设置两步验证' }).waitFor();
    await setUp(worker.page);
    await worker.page.waitForURL((url) => url.pathname === '/m/contacts');
    expect(worker.errors).toEqual([]);
  });

  it('is taken off by the administrator for who has lost it', async () => {
    const { page } = admin;
    await page.goto('/settings/people');
    await page.getByRole('button', { name: '李敏' }).click();
    await page.getByRole('button', { name: '重置两步验证' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '重置两步验证' }).click();
    await page.getByRole('button', { name: '重置两步验证' }).waitFor({ state: 'detached' });
    const worker = await visitor(browser, { phone: true });
    await worker.page.goto('/login');
    await enterPassword(worker.page, colleague);
    await worker.page.getByRole('heading', { name: '请先设置两步验证' }).waitFor();
    expect([...worker.errors, ...admin.errors]).toEqual([]);
  });
});

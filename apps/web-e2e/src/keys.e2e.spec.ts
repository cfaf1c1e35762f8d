import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, launch, serverUrl, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false],
  ['on a phone', true],
] as const)('a key for another system, %s', (_where, phone) => {
  let browser: Browser;
  let admin: Visitor;
  let key = '';

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '云启贸易', '王芳');
    await api(admin, 'POST', '/records/customers', { name: '星河制造' });
  });

  afterAll(() => browser.close());

  /** A program that has nothing but the key. */
  const program = (path: string): Promise<Response> =>
    fetch(`${serverUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });

  it('is made for a role, and shown once', async () => {
    const { page } = admin;
    await page.goto('/settings/keys');
    await page.getByText('还没有 API 密钥').waitFor();
    await page.getByRole('button', { name: '新建密钥' }).click();
    const panel = page.locator('ry-side-panel');
    await panel.getByRole('button', { name: '生成密钥' }).click();
    await panel.locator('[aria-invalid=true]').first().waitFor();
    await panel.getByLabel('名称').fill('ERP 同步');
    await panel.getByLabel('角色').selectOption({ label: '只读' });
    await panel.getByLabel('有效期').selectOption({ label: '90 天' });
    await panel.getByRole('button', { name: '生成密钥' }).click();
    await panel.getByText('它只在这里显示一次').waitFor();
    key = await panel.getByRole('textbox', { name: '密钥' }).inputValue();
    expect(key).toMatch(/^rk_/);
    await panel.getByRole('button', { name: '完成' }).click();
    await page.reload();
    const row = page.getByRole('row', { name: /ERP 同步/ });
    await row.getByText('没有用过').waitFor();
    expect(await row.innerText()).toMatch(/只读[\s\S]*王芳[\s\S]*有效/);
    expect(await page.content()).not.toContain(key);
  });

  it('lets a program in with the rights of that role, and the list says when it came', async () => {
    const { page } = admin;
    const list = await program('/records/customers');
    expect(await list.json()).toMatchObject({ items: [{ name: '星河制造' }] });
    expect((await program('/users')).status).toBe(403);
    await page.reload();
    const row = page.getByRole('row', { name: /ERP 同步/ });
    await row.getByText('有效', { exact: true }).waitFor();
    expect(await row.getByText('没有用过').count()).toBe(0);
  });

  it('opens nothing any more when it is revoked, which asks first', async () => {
    const { page } = admin;
    const row = page.getByRole('row', { name: /ERP 同步/ });
    const question = page.getByRole('alertdialog', { name: '撤销密钥「ERP 同步」？' });
    await row.getByRole('button', { name: '撤销' }).click();
    await question.getByRole('button', { name: '取消' }).click();
    expect((await program('/records/customers')).status).toBe(200);
    await row.getByRole('button', { name: '撤销' }).click();
    await question.getByRole('button', { name: '撤销' }).click();
    await row.getByText('已撤销').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect((await program('/records/customers')).status).toBe(401);
  });

  it('leaves no error behind', () => expect(admin.errors).toEqual([]));
});

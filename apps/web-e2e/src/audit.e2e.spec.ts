import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, launch, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false],
  ['on a phone', true],
] as const)('an administrator searches the audit log %s', (_where, phone) => {
  let browser: Browser;
  let admin: Visitor;

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '云启贸易', '王芳');
    await api(admin, 'POST', '/departments', { name: '华东一部', parentId: null });
    await api(admin, 'POST', '/roles', { name: '华东销售', permissions: [] });
    await api(admin, 'POST', '/templates', { channel: 'sms', module: 'customers', name: '回访', body: '{{name}}您好' });
  });

  afterAll(() => browser.close());

  const shown = (): Promise<string> => admin.page.locator('tbody').innerText();

  it('by what was done, and finds it again by the address', async () => {
    const { page } = admin;
    await page.goto('/settings/audit');
    await expect.poll(shown).toContain('华东一部');
    expect(await shown()).toContain('华东销售');
    await page.locator('#audit-about').selectOption('people');
    await page.locator('#audit-action').selectOption('role.create');
    await expect.poll(shown).not.toContain('华东一部');
    expect(await shown()).toContain('华东销售');
    await page.waitForURL(({ searchParams }) => searchParams.get('action') === 'role.create');
    await page.reload();
    await expect.poll(shown).toContain('华东销售');
    expect(await shown()).not.toContain('华东一部');
    expect(await page.locator('#audit-about').inputValue()).toBe('people');
  });

  it('in words, also of the values that a page sets', async () => {
    const { page } = admin;
    await page.goto('/settings/audit');
    await expect.poll(shown).toContain('回访');
    expect(await shown()).toMatch(/短信类型：\s*通知/);
    expect(await shown()).toMatch(/审核状态：\s*未提交/);
  });

  it('reads templates as text, with the names of their fields, as their page shows them', async () => {
    const { page } = admin;
    const made = await api<{ id: string }>(admin, 'POST', '/templates', {
      channel: 'mail',
      module: 'customers',
      name: '感谢信',
      subject: '{{name}}：感谢',
      body: '<p>您好，<b>{{ownerId}}</b>敬上</p>',
    });
    await page.goto(`/settings/templates/${made.id}`);
    const body = page.getByRole('textbox', { name: '正文' });
    await expect.poll(() => body.innerText()).toContain('您好，{{负责人}}敬上');
    await expect.poll(() => page.locator('#template-subject').inputValue()).toBe('{{客户名称}}：感谢');
    await page.locator('#template-subject').fill('{{客户名称}}：{{手机}}，感谢');
    await page.getByRole('button', { name: '保存' }).click();
    await expect
      .poll(async () => (await api<{ subject: string }>(admin, 'GET', `/templates/${made.id}`)).subject)
      .toBe('{{name}}：{{mobile}}，感谢');
    expect(await api(admin, 'GET', `/templates/${made.id}`)).toMatchObject({
      body: '<p>您好，<b>{{ownerId}}</b>敬上</p>',
    });
    await page.goto('/settings/templates');
    await page.getByText('{{客户名称}}：{{手机}}，感谢').waitFor();
    await page.goto('/settings/audit');
    await expect.poll(shown).toContain('您好，{{负责人}}敬上');
    expect(await shown()).toContain('{{客户名称}}您好');
    expect(await shown()).not.toMatch(/<p>|ownerId/);
  });

  it('by days, and what is no day is marked and changes nothing', async () => {
    const { page } = admin;
    await page.goto('/settings/audit');
    await expect.poll(shown).toContain('华东销售');
    const from = page.locator('#audit-from');
    await from.fill('明天');
    await from.blur();
    await expect.poll(() => from.getAttribute('aria-invalid')).toBe('true');
    expect(await shown()).toContain('华东销售');
    await from.fill('2020-01-01');
    await from.blur();
    await page.waitForURL((url) => url.searchParams.get('from') === '2020-01-01');
    const to = page.locator('#audit-to');
    await to.fill('2020-02-01');
    await to.blur();
    await page.locator('ry-empty-state').waitFor();
    await to.fill('2020-02-31');
    await to.blur();
    await expect.poll(() => to.getAttribute('aria-invalid')).toBe('true');
    // What is no day stays, to be mended.
    expect(await to.inputValue()).toBe('2020-02-31');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(shown).toContain('华东一部');
    expect(new URL(page.url()).search).toBe('');
  });

  it('by person', async () => {
    const { page } = admin;
    await page.locator('#audit-who').click();
    await page.getByRole('option', { name: '王芳' }).click();
    await page.waitForURL((url) => url.searchParams.has('userId'));
    await expect.poll(shown).toContain('华东一部');
    expect(admin.errors).toEqual([]);
  });
});

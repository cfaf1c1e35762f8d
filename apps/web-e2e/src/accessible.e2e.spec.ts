import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpCode } from '@ruyi/testing';
import { api, chromiumPath, freshMobile, launch, PASSWORD, signUp, visitor, type Visitor } from './browser.js';
import { addressOf, makeSomethingToShow, SCREENS_INSIDE, SCREENS_OUTSIDE } from './screens.js';

describe.runIf(chromiumPath !== null)('no screen has a serious violation of accessibility', () => {
  let browser: Browser;
  let axe = '';
  let ids: ReadonlyMap<string, string> = new Map();
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    browser = await launch();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const desktop = await visitor(browser);
    await signUp(desktop, '云启贸易', '王芳');
    ids = await makeSomethingToShow(desktop);
    visitors.set('desktop', desktop);
    const phone = await visitor(browser, { phone: true });
    await phone.context.addCookies(await desktop.context.cookies());
    visitors.set('phone', phone);
    visitors.set('desktop outside', await visitor(browser, { locale: 'en' }));
  });

  afterAll(() => browser.close());

  async function violations(who: string, path: string): Promise<string[]> {
    const { page } = visitors.get(who) ?? (await visitor(browser));
    await page.goto(addressOf(path, ids));
    return violationsOf(page);
  }

  async function violationsOf(page: Page): Promise<string[]> {
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(axe);
    const results = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    return results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map((node) => node.target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
      );
  }

  it.each([false, true])(
    'the second step of the log-in, and the set-up that a company asks for (phone: %s)',
    async (phone) => {
      const admin = await visitor(browser, { phone });
      const mobile = await signUp(admin, '云栖茶业', '王芳');
      const roles = await api<{ items: { id: string; key: string }[] }>(admin, 'GET', '/roles');
      const roleIds = roles.items.filter(({ key }) => key === 'sales').map(({ id }) => id);
      const colleague = freshMobile();
      await api(admin, 'POST', '/users', { name: '李敏', mobile: colleague, roleIds, password: PASSWORD });
      const setUp = await api<{ token: string; secret: string }>(admin, 'POST', '/me/second-factor/setup', {
        password: PASSWORD,
      });
      await api(admin, 'POST', '/me/second-factor/confirm', { token: setUp.token, code: totpCode(setUp.secret) });
      await admin.page.goto('/mine');
      await admin.page.getByRole('button', { name: '关闭两步验证' }).click();
      expect(await violationsOf(admin.page)).toEqual([]);
      await api(admin, 'PATCH', '/company', { secondFactorRequired: true });
      const other = await visitor(browser, { phone });
      for (const [login, heading] of [
        [mobile, '两步验证'],
        [colleague, '请先设置两步验证'],
      ] as const) {
        await other.page.goto('/login');
        await other.page.getByLabel('手机号或邮箱').fill(login);
        await other.page.getByLabel('密码', { exact: true }).fill(PASSWORD);
        await other.page.getByRole('button', { name: '登录', exact: true }).click();
        await other.page.getByRole('heading', { name: heading, exact: true }).waitFor();
        expect(await violationsOf(other.page)).toEqual([]);
      }
      await other.page.getByLabel('登录密码').fill(PASSWORD);
      await other.page.getByRole('button', { name: '下一步' }).click();
      await other.page.getByRole('img', { name: '两步验证的二维码' }).waitFor();
      expect(await violationsOf(other.page)).toEqual([]);
    },
  );
  it.each(SCREENS_OUTSIDE)('%s', async (path) => expect(await violations('desktop outside', path)).toEqual([]));
  it.each(SCREENS_INSIDE)('%s on a desktop', async (path) => expect(await violations('desktop', path)).toEqual([]));
  it.each(SCREENS_INSIDE.filter((path) => !path.includes('?')))('%s on a phone', async (path) =>
    expect(await violations('phone', path)).toEqual([]),
  );
});

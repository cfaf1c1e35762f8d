import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, freshMobile, launch, serverUrl, signUp, visitor, type Visitor } from './browser.js';

interface Outbox {
  readonly mail: readonly { readonly to: string; readonly subject: string }[];
  readonly sms: readonly { readonly to: string; readonly text: string }[];
}

describe.runIf(chromiumPath !== null).each([
  ['at a desk', false],
  ['on a phone', true],
] as const)('a message to twenty customers, %s', (_where, phone) => {
  let browser: Browser;
  let admin: Visitor;
  const mobiles: string[] = [];
  const outbox = async (): Promise<Outbox> => (await (await fetch(`${serverUrl}/dev/outbox.json`)).json()) as Outbox;

  beforeAll(async () => {
    browser = await launch();
    admin = await visitor(browser, { phone });
    await signUp(admin, '云启贸易', '王芳');
    await api(admin, 'POST', '/templates', {
      channel: 'sms',
      module: 'customers',
      name: '中秋问候',
      body: '尊敬的{{name}}，祝您中秋快乐',
    });
    await api(admin, 'POST', '/templates', {
      channel: 'mail',
      module: 'customers',
      name: '新品目录',
      subject: '{{name}}：新品目录',
      body: '<p>{{name}}您好</p>',
    });
    for (let index = 0; index < 20; index += 1) {
      const mobile = freshMobile();
      mobiles.push(mobile);
      await api(admin, 'POST', '/records/customers', {
        name: `第${index + 1}位客户`,
        mobile,
        email: `c${mobile}@example.com`,
      });
    }
  });

  afterAll(() => browser.close());

  async function send(action: string, template: string): Promise<void> {
    const { page } = admin;
    await page.goto('/m/customers');
    if (phone) {
      await page.getByRole('button', { name: '选择', exact: true }).click();
      await page.locator('ry-record-cards article input[type=checkbox]').first().check();
      await page.getByRole('button', { name: '选择全部 20 条' }).click();
    } else await page.locator('thead input[type=checkbox]').check();
    await page
      .getByText(/已选(全部)? ?20 条|已选.*20/)
      .first()
      .waitFor();
    if (phone) {
      // One action has room beside the count; the others are behind 更多.
      await page.getByRole('toolbar').getByRole('button', { name: '更多' }).click();
      await page.getByRole('menuitem', { name: action }).click();
    } else await page.getByRole('button', { name: action }).click();
    const dialog = page.locator('ry-send-dialog');
    await dialog.locator('#send-template').selectOption({ label: template });
    await dialog.getByRole('button', { name: /发送/ }).last().click();
    await dialog.waitFor({ state: 'detached' });
  }

  it('goes out as SMS, signed, once to each', async () => {
    await send('发短信', '中秋问候');
    const arrived = async (): Promise<number> => (await outbox()).sms.filter((sms) => mobiles.includes(sms.to)).length;
    await expect.poll(arrived, { timeout: 60_000 }).toBe(20);
    const [first] = (await outbox()).sms.filter((sms) => mobiles.includes(sms.to));
    expect(first?.text).toMatch(/^【云启贸易】尊敬的第\d+位客户，祝您中秋快乐$/);
  });

  it('goes out as mail, and both stand on the customer’s timeline', async () => {
    await send('发邮件', '新品目录');
    const arrived = async (): Promise<number> =>
      (await outbox()).mail.filter((mail) => mobiles.some((mobile) => mail.to.includes(mobile))).length;
    await expect.poll(arrived, { timeout: 60_000 }).toBe(20);
    const { page } = admin;
    await page.goto('/m/customers');
    await page.getByText('第1位客户', { exact: true }).first().click();
    await page
      .getByText(/祝您中秋快乐/)
      .first()
      .waitFor();
    await page
      .getByText(/新品目录/)
      .first()
      .waitFor();
  });

  it('leaves no error behind', () => expect(admin.errors).toEqual([]));
});

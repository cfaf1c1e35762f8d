import { Webhook as Verifier } from 'standardwebhooks';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver, type WebhookReceiver } from '@ruyi/testing';
import { api, chromiumPath, launch, PASSWORD, signUp, visitor, type Visitor } from './browser.js';

describe.runIf(chromiumPath !== null)("a company's data on the way out", () => {
  let browser: Browser;
  let admin: Visitor;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    browser = await launch();
    receiver = await startReceiver();
    admin = await visitor(browser);
    await signUp(admin, '云启贸易', '王芳');
  });
  afterAll(async () => {
    await browser.close();
    await receiver.close();
  });

  it('goes to another system by a webhook that an administrator makes, and its log says so', async () => {
    const { page } = admin;
    await page.goto('/settings/webhooks');
    await page.getByRole('link', { name: '新建 Webhook' }).click();
    await page.getByLabel('名称').fill('订单系统');
    await page.getByLabel('接收地址').fill(receiver.url);
    await page.getByLabel('以哪个角色的身份接收').selectOption({ label: '业务员' });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('该角色看不到这些模块的全部数据').waitFor();
    await page.getByLabel('以哪个角色的身份接收').selectOption({ label: '只读' });
    await page.getByRole('button', { name: '保存' }).click();
    const secret = await page.getByRole('textbox', { name: '签名密钥' }).inputValue();

    await api(admin, 'POST', '/records/customers', { name: '星河制造' });
    await expect.poll(() => receiver.received.length).toBe(1);
    const [message] = receiver.received;
    const headers = Object.fromEntries(
      Object.entries(message?.headers ?? {}).map(([name, text]) => [name, String(text)]),
    );
    expect(new Verifier(secret).verify(message?.text ?? '', headers)).toMatchObject({
      type: 'customers.created',
      data: { record: { name: '星河制造' } },
    });

    await page.getByRole('button', { name: '发送测试消息' }).click();
    await page.getByText('测试消息已送达（204）').waitFor();
    await expect.poll(() => page.locator('ry-delivery-log li').allInnerTexts()).toHaveLength(2);
    expect(await page.locator('ry-delivery-log').innerText()).toMatch(
      /已送达[\s\S]*测试[\s\S]*已送达[\s\S]*客户 · 新建/,
    );
    receiver.answer((response) => void response.writeHead(500).end());
    await page.getByRole('button', { name: '发送测试消息' }).click();
    await page.getByText('测试消息没有送达：回复 500').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '订单系统' }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    expect(admin.errors).toEqual([]);
  });

  it('is given to the administrator whole, after the password, and the page lists that', async () => {
    const { page } = admin;
    await page.goto('/settings/data-security');
    await page.getByText('每一行数据都带着本企业的数据标识').waitFor();
    const password = page.getByLabel('请再次输入您的密码');
    await password.fill('something else');
    await page.getByRole('button', { name: '开始导出' }).click();
    await page.getByText('当前密码不正确').waitFor();
    await password.fill(PASSWORD);
    await page.getByRole('button', { name: '开始导出' }).click();
    const row = page.locator('ry-export-table li');
    await row.getByRole('link', { name: '下载' }).waitFor();
    expect(await row.innerText()).toMatch(/导出全部数据[\s\S]*王芳[\s\S]*tar\.gz/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('link', { name: '下载' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^全部数据-.*\.tar\.gz$/);
    await page.goto('/settings/audit');
    await page.getByRole('button', { name: '导出 csv' }).click();
    await page.locator('ry-job-tray').getByRole('link', { name: '下载文件' }).waitFor();
    expect(admin.errors).toEqual([]);
  });
});

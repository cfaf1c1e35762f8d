import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PASSWORD, signUp, visitor } from './browser.js';

const path = inject('chromium');

describe.runIf(path !== null)('a stranger', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });

  afterAll(() => browser.close());

  it('opens the product and sees a page of it, without an error in the console', async () => {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('401')) errors.push(message.text());
    });
    await page.goto(inject('serverUrl'));
    await page.getByRole('button').first().waitFor();
    expect(await page.title()).toContain('如意');
    expect(errors).toEqual([]);
    await page.close();
  });

  it('with an English browser reads English, and what was chosen instead is kept', async () => {
    const { page } = await visitor(browser, { locale: 'en-GB' });
    await page.goto('/signup');
    await page.getByRole('heading', { name: 'Sign up your company' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '注册企业' }).waitFor();
    await page.goto('/login');
    await page.getByRole('heading', { name: '登录如意CRM' }).waitFor();
    await page.context().close();
  });

  it('who has an account already is told that it gets another company, and who may change its mobile', async () => {
    const first = await visitor(browser);
    const mobile = await signUp(first, '云启贸易', '王芳');
    await first.context.clearCookies();
    const { page } = first;
    await page.goto('/signup');
    await page.getByText('已有如意账号的，填原来的密码，新企业会加到这个账号').waitFor();
    await page.getByLabel('企业名称').fill('云启二号店');
    await page.getByLabel('你的姓名').fill('王芳');
    await page.getByLabel('手机号或邮箱').fill(mobile);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '注册并开始使用' }).click();
    await page.getByText('「云启二号店」已加到你原来的账号，现在可以在右上角切换 2 家企业').waitFor();
    await page.goto('/mine');
    await page.getByText('手机和邮箱用来登录，由企业管理员在“设置 → 员工”里修改。').waitFor();
    await first.context.close();
  });
});

import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

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
});

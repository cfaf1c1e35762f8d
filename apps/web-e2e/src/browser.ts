import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const PASSWORD = 'Correct horse 1';

/** Null where no browser was found: then the suites are skipped. */
export const chromiumPath = inject('chromium');
export const serverUrl = inject('serverUrl');

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visitor {
  readonly page: Page;
  /** Errors in the console and uncaught ones; refusals by the server are not among them. */
  readonly errors: string[];
  readonly context: BrowserContext;
}

/** Somebody with a browser of their own. */
export async function visitor(
  browser: Browser,
  options: { readonly phone?: boolean; readonly locale?: string } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: options.phone ? PHONE : DESKTOP,
    locale: options.locale ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: serverUrl,
    ...(options.phone ? { isMobile: true, hasTouch: true } : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  return { page, errors, context };
}

let serial = 0;

/** A mobile that nobody else in the run has. */
export function freshMobile(): string {
  serial += 1;
  return `139${String(Date.now() % 1_000_000).padStart(6, '0')}${String(serial).padStart(2, '0')}`;
}

/** Signs a company up through the page. */
export async function signUp({ page }: Visitor, company: string, name: string): Promise<string> {
  const mobile = freshMobile();
  await page.goto('/signup');
  await page.getByLabel('企业名称').fill(company);
  await page.getByLabel('你的姓名').fill(name);
  await page.getByLabel('手机号或邮箱').fill(mobile);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '注册并开始使用' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL((url) => url.pathname === '/');
  return mobile;
}

/** Calls the API as the visitor, with the session of the page. */
export async function api<T = Record<string, unknown>>(
  { context }: Visitor,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const cookies = await context.cookies();
  const csrf = cookies.find((cookie) => cookie.name === 'ruyi_csrf')?.value ?? '';
  const answer = await context.request.fetch(`/api/v1${path}`, {
    method,
    headers: { 'x-csrf-token': csrf },
    ...(body === undefined ? {} : { data: body }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (answer.status() === 204 ? {} : await answer.json()) as T;
}

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, chromiumPath, freshMobile, launch, signUp, visitor, type Visitor } from './browser.js';

const OUTSIDE = ['/login', '/signup', '/forgot'];
const INSIDE = [
  '/',
  '/m/customers',
  '/m/customers?open=:customer',
  '/m/customers/new',
  '/m/customers/:customer',
  '/m/customers/:customer/edit',
  '/m/contacts',
  '/m/followUps',
  '/pool',
  '/messages',
  '/mine',
  '/duplicates',
  '/sends',
  '/settings',
  '/settings/fields/customers',
  '/settings/pools',
  '/settings/pools/:pool/rules',
  '/settings/people',
  '/settings/departments',
  '/settings/invitations',
  '/settings/roles',
  '/settings/keys',
  '/settings/templates',
  '/settings/templates/new?channel=sms&module=customers',
  '/settings/senders',
  '/settings/views/customers',
  '/settings/duplicates/customers',
  '/settings/why',
  '/settings/company',
  '/settings/audit',
  '/settings/webhooks',
  '/settings/webhooks/new',
  '/settings/webhooks/:webhook',
  '/settings/data-security',
  '/nowhere',
];

describe.runIf(chromiumPath !== null)('no screen has a serious violation of accessibility', () => {
  let browser: Browser;
  let axe = '';
  const ids = new Map<string, string>();
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    browser = await launch();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const desktop = await visitor(browser);
    await signUp(desktop, '云启贸易', '王芳');
    const { id } = await api<{ id: string }>(desktop, 'POST', '/records/customers', {
      name: '杭州云栖茶业有限公司',
      mobile: freshMobile(),
      level: 'A',
      industry: 'tea',
    });
    await api(desktop, 'POST', '/records/contacts', { name: '周杰', customer: id, mobile: freshMobile() });
    await api(desktop, 'POST', '/records/followUps', {
      target: { module: 'customers', id },
      means: 'call',
      content: '打过电话，约周五报价。',
    });
    ids.set('customer', id);
    ids.set('pool', (await api<{ items: { id: string }[] }>(desktop, 'GET', '/pools')).items[0]?.id ?? '');
    const { items: roles } = await api<{ items: { id: string; key: string }[] }>(desktop, 'GET', '/roles');
    const webhook = await api<{ id: string }>(desktop, 'POST', '/webhooks', {
      name: '订单系统',
      url: 'http://127.0.0.1:9/hook',
      events: ['customers.updated'],
      roleId: roles.find(({ key }) => key === 'readonly')?.id,
      enabled: false,
    });
    await api(desktop, 'POST', `/webhooks/${webhook.id}/test`);
    ids.set('webhook', webhook.id);
    visitors.set('desktop', desktop);
    const phone = await visitor(browser, { phone: true });
    await phone.context.addCookies(await desktop.context.cookies());
    visitors.set('phone', phone);
    visitors.set('desktop outside', await visitor(browser, { locale: 'en' }));
  });

  afterAll(() => browser.close());

  async function violations(who: string, path: string): Promise<string[]> {
    const { page } = visitors.get(who) ?? (await visitor(browser));
    await page.goto(path.replace(/:(\w+)/g, (_all, key: string) => ids.get(key) ?? ''));
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

  it.each(OUTSIDE)('%s', async (path) => expect(await violations('desktop outside', path)).toEqual([]));
  it.each(INSIDE)('%s on a desktop', async (path) => expect(await violations('desktop', path)).toEqual([]));
  it.each(INSIDE.filter((path) => !path.includes('?')))('%s on a phone', async (path) =>
    expect(await violations('phone', path)).toEqual([]),
  );
});

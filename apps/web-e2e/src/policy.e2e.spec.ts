import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, serverUrl, signUp, visitor, type Visitor } from './browser.js';
import { addressOf, makeSomethingToShow, SCREENS_INSIDE, SCREENS_OUTSIDE } from './screens.js';

const PAGES_OF_THE_SERVER = ['/api/docs', '/dev/outbox', '/unsubscribe/none'];

/** Runs in the page before anything else. */
const TELL = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, sample }) =>
  tellRefusal([location.pathname, violatedDirective, blockedURI, sourceFile, sample].join(' ')))`;
const FONT = 'getComputedStyle(document.body).fontFamily';

const policyOf = async (path: string): Promise<string> =>
  (await fetch(`${serverUrl}${path}`)).headers.get('content-security-policy') ?? '';

describe.runIf(chromiumPath !== null)('the content security policy', () => {
  let browser: Browser;
  let inside: Visitor;
  let ids: ReadonlyMap<string, string> = new Map();
  /** What browsers refused, as they said it. */
  const refused: string[] = [];

  async function watched(): Promise<Visitor> {
    const who = await visitor(browser);
    await who.context.exposeFunction('tellRefusal', (what: string) => void refused.push(what));
    await who.context.addInitScript(TELL);
    who.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    return who;
  }

  beforeAll(async () => {
    browser = await launch();
    inside = await watched();
    await signUp(inside, '云启贸易', '王芳');
    ids = await makeSomethingToShow(inside);
  });

  afterAll(() => browser.close());

  it('allows no inline script or style, and a nonce once', async () => {
    const [first, second] = [await policyOf('/login'), await policyOf('/login')];
    expect(first).toMatch(/style-src 'self' 'nonce-[\w+/=]{24}'/);
    expect(first).not.toBe(second);
    for (const path of ['/login', '/api/v1/me', '/index.html', ...PAGES_OF_THE_SERVER])
      expect(await policyOf(path), path).not.toMatch(/unsafe-|\*/);
  });

  it.each(SCREENS_OUTSIDE)('%s works under it', async (path) => {
    const { page } = await watched();
    refused.length = 0;
    await page.goto(addressOf(path, ids));
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(refused).toEqual([]);
  });

  it.each(SCREENS_INSIDE)('%s works under it', async (path) => {
    const { page } = inside;
    refused.length = 0;
    await page.goto(addressOf(path, ids));
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(refused).toEqual([]);
    expect(inside.errors).toEqual([]);
  });

  it('leaves the pages of the server their own styles', async () => {
    const { page } = await watched();
    refused.length = 0;
    for (const path of PAGES_OF_THE_SERVER) {
      await page.goto(path);
      // A page without its styles has the margin of the browser.
      expect(await page.evaluate(FONT), path).not.toMatch(/Times|^serif/);
    }
    expect(refused).toEqual([]);
  });

  it('shows a mail with its styles, in a frame where nothing of it runs', async () => {
    const { page } = inside;
    refused.length = 0;
    await page.goto(`/settings/templates/${ids.get('template') ?? ''}`);
    const frame = page.frameLocator('ry-mail-frame iframe');
    await frame.getByText('您好').first().waitFor();
    const style = await frame.locator('body').evaluate(`(() => {
      const { color, letterSpacing } = getComputedStyle(document.querySelector('.big'));
      return { color, letterSpacing };
    })()`);
    expect(style).toEqual({ color: 'rgb(0, 170, 0)', letterSpacing: '3px' });
    expect(refused).toEqual([]);
  });
});

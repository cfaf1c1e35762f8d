import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Refused {
  readonly id: string;
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

const MAIL = { channel: 'mail', module: 'customers', name: '节日问候', subject: '您好', body: '<p>您好</p>' };
const SMS = { channel: 'sms', module: 'customers', name: '短信问候', body: '您好', providerCode: 'SMS_1' };

describe('a name of two lines', () => {
  let world: ProductWorld;
  let admin: SignedIn;
  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company();
  });
  const call = (method: string, path: string, body: object) =>
    world.call<Refused>(admin.accessToken, method, path, body);

  it.each([
    ['/templates', { ...MAIL, name: '节日\n问候' }, 'name'],
    ['/templates', { ...MAIL, subject: '您好\r\nBcc: a@example.com' }, 'subject'],
    ['/templates', { ...SMS, name: '短信\r问候' }, 'name'],
    ['/templates', { ...SMS, providerCode: 'SMS\u20281' }, 'providerCode'],
    ['/pools', { module: 'customers', name: '华东\n公海' }, 'name'],
    ['/webhooks', { name: '订单\n系统' }, 'name'],
    ['/modules/customers/views', { label: '我的\n客户' }, 'label.zh'],
  ])('is refused by %s: %j at %s', async (path, body, at) => {
    const answer = await call('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    expect(answer.body.errors).toContainEqual({
      path: at,
      code: 'patternMismatch',
      message: '只能是一行，不能换行',
    });
  });

  it('is refused in a change, and what is below and above it is no fault', async () => {
    const made = await call('POST', '/templates', { ...MAIL, name: '\n节日问候 \n', subject: '您好\n' });
    expect(made).toMatchObject({ status: 201, body: { name: '节日问候', subject: '您好' } });
    const changed = await call('PATCH', `/templates/${made.body.id}`, { name: '节\n日', subject: 'a\u0007b' });
    expect(changed.body.errors).toMatchObject([
      { path: 'name', code: 'patternMismatch' },
      { path: 'subject', code: 'patternMismatch', message: '包含不允许的控制字符' },
    ]);
  });
});

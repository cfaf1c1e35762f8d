import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingSms, SmsSender } from '@ruyi/engine/messages';
import { OutboundGuard } from '@ruyi/platform/outbound';
import { SmsGateways } from './sms-gateways.js';

const sms: OutgoingSms = {
  key: 'k1',
  mobile: '13800138000',
  signature: '如意',
  text: '【如意】您好',
  templateCode: 'SMS_1',
  params: [{ name: 'name', value: '王芳 & 李~雷*' }],
};

/** A stand-in for a cloud: what it is asked, and how it answers. */
let server: Server;
let asked: { url: string; headers: IncomingHttpHeaders; body: string }[];
let answer: { status: number; body: string } | 'nothing' | 'half' | 'endless' | 'elsewhere';
let address: string;
let written: number;

beforeEach(async () => {
  asked = [];
  written = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body });
      if (answer === 'nothing') return;
      if (answer === 'half') return void response.write('{"Code":"OK"');
      if (answer === 'elsewhere') return void response.writeHead(307, { location: `http://${address}/away` }).end();
      if (answer !== 'endless') return void response.writeHead(answer.status).end(answer.body);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536;
      };
      response.on('drain', pour);
      pour();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

const senders = {
  'Alibaba Cloud': (endpoint: string): SmsSender => ({
    provider: 'aliyun',
    signature: '如意',
    settings: { accessKeyId: 'id', endpoint },
    secrets: { accessKeySecret: 'k' },
  }),
  'Tencent Cloud': (endpoint: string): SmsSender => ({
    provider: 'tencent',
    signature: '如意',
    settings: { secretId: 'id', sdkAppId: '14', endpoint },
    secrets: { secretKey: 'k' },
  }),
};

const open = new SmsGateways({ sinkUrl: null, guard: new OutboundGuard({ allowPrivateHosts: true }) });

it('Alibaba Cloud takes a message by its template, signed', async () => {
  answer = { status: 200, body: '{"Code":"OK","BizId":"b1","Message":"OK","RequestId":"r"}' };
  expect(await open.send(senders['Alibaba Cloud'](address), sms)).toEqual({ providerId: 'b1', sink: false });
  const form = new URLSearchParams(asked[0]?.body ?? '');
  expect(form.get('PhoneNumbers')).toBe('13800138000');
  expect(JSON.parse(form.get('TemplateParam') ?? '')).toEqual({ name: '王芳 & 李~雷*' });
  // As the cloud itself computes it.
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const signature = form.get('Signature');
  form.delete('Signature');
  const canonical = [...form]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const expected = createHmac('sha1', 'k&')
    .update(`POST&%2F&${encode(canonical)}`)
    .digest('base64');
  expect(signature).toBe(expected);
});

it('Tencent Cloud takes a message by its template, signed', async () => {
  answer = { status: 200, body: '{"Response":{"SendStatusSet":[{"Code":"Ok","SerialNo":"s1"}],"RequestId":"r"}}' };
  expect(await open.send(senders['Tencent Cloud'](address), sms)).toEqual({ providerId: 's1', sink: false });
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
    PhoneNumberSet: ['+8613800138000'],
    TemplateParamSet: ['王芳 & 李~雷*'],
    SignName: '如意',
  });
  expect(asked[0]?.headers).toMatchObject({ 'x-tc-action': 'SendSms', 'x-tc-version': '2021-01-11' });
  expect(asked[0]?.headers.authorization).toMatch(
    /^TC3-HMAC-SHA256 Credential=id\/\d{4}-\d\d-\d\d\/sms\/tc3_request, SignedHeaders=content-type;host, Signature=[0-9a-f]{64}$/,
  );
});

it.each([
  ['Alibaba Cloud', 200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"bad"}', false],
  ['Alibaba Cloud', 404, '{"Code":"InvalidAccessKeyId.NotFound","Message":"bad"}', false],
  ['Alibaba Cloud', 400, '{"Code":"Throttling.User","Message":"slow"}', true],
  ['Alibaba Cloud', 503, 'busy', true],
  ['Tencent Cloud', 200, '{"Response":{"SendStatusSet":[{"Code":"LimitExceeded.DeliveryFrequencyLimit"}]}}', true],
  ['Tencent Cloud', 200, '{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"bad"}}}', false],
  ['Tencent Cloud', 200, '{"Response":{"Error":{"Code":"InternalError","Message":"bad"}}}', true],
  ['Tencent Cloud', 429, '', true],
] as const)('%s answers %i %s: it passes: %s', async (cloud, status, body, temporary) => {
  answer = { status, body };
  await expect(open.send(senders[cloud](address), sms)).rejects.toMatchObject({ temporary, uncertain: false });
});

describe.each(Object.entries(senders))('%s, named by a tenant,', (_cloud, sender) => {
  it('is not reached where its endpoint leads into this network, by number or by name', async () => {
    answer = { status: 200, body: '{}' };
    const guard = new OutboundGuard({ allowPrivateHosts: false }, async (host) => [
      { address: host === 'sms.example.com' ? '10.0.0.7' : '127.0.0.1', family: 4 },
    ]);
    const closed = new SmsGateways({ sinkUrl: null, guard });
    const inner = [
      'localhost',
      '169.254.169.254',
      '[::1]',
      '[::ffff:7f00:1]',
      '2130706433',
      '0x7f.1',
      'sms.example.com',
    ];
    for (const endpoint of [address, ...inner, `user@${address}`, `${address}/x?y=`])
      await expect(closed.send(sender(endpoint), sms), endpoint).rejects.toMatchObject({
        temporary: false,
        message: expect.stringContaining('not an address that may be reached') as string,
      });
    expect(asked).toEqual([]);
  });

  it('is reached at the address that was checked, whatever its name says a moment later', async () => {
    let asks = 0;
    const guard = new OutboundGuard({ allowPrivateHosts: false }, async () => {
      asks += 1;
      return [{ address: asks === 1 ? '8.8.8.8' : '127.0.0.1', family: 4 }];
    });
    const rebound = new SmsGateways({ sinkUrl: null, guard });
    await expect(rebound.send(sender('rebind.example.com'), sms)).rejects.toMatchObject({ temporary: false });
    expect(asks).toBe(2);
  });

  it('is not followed elsewhere', async () => {
    answer = 'elsewhere';
    await expect(open.send(sender(address), sms)).rejects.toMatchObject({ temporary: false });
    expect(asked).toHaveLength(1);
  });

  it.each(['nothing', 'half'] as const)(
    'is not waited for when it answers %s: nobody knows what it did',
    async (how) => {
      answer = how;
      const guard = new OutboundGuard({ allowPrivateHosts: true });
      const impatient = new SmsGateways({ sinkUrl: null, guard, timeoutMs: 300 });
      const before = Date.now();
      await expect(impatient.send(sender(address), sms)).rejects.toMatchObject({ temporary: false, uncertain: true });
      expect(Date.now() - before).toBeLessThan(3_000);
    },
  );

  it('is cut off when its answer has no end', async () => {
    answer = 'endless';
    await expect(open.send(sender(address), sms)).rejects.toMatchObject({ temporary: false, uncertain: true });
    await expect.poll(() => written, { timeout: 2_000 }).toBeLessThan(16 * 1024 * 1024);
    const poured = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(written).toBe(poured);
  });
});

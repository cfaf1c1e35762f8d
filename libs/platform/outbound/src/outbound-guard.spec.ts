import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from './is-public-address.js';
import { OutboundGuard } from './outbound-guard.js';
import { OutboundRefused } from './outbound-refused.js';
import { requestOutside } from './request-outside.js';

describe('addresses', () => {
  it.each([
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['169.254.169.254', 'link-local, where clouds keep their metadata'],
    ['fe80::1', 'link-local'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'documentation'],
    ['fd00::1', 'unique local'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:7f00:1', 'IPv4-mapped, in hexadecimal'],
    ['::7f00:1', 'IPv4-compatible'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
    ['nonsense', 'no address'],
  ])('%s is refused (%s)', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '114.114.114.114', '2400:3200::1', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('the guard', () => {
  const closed = new OutboundGuard({ allowPrivateHosts: false });

  it.each(['127.0.0.1', '[::1]', 'localhost', 'LOCALHOST.', '2130706433', '0177.0.0.1', '0x7f.1', '127.1'])(
    'refuses %s, however it is spelled',
    async (host) => {
      await expect(closed.pinOrThrow(host)).rejects.toBeInstanceOf(OutboundRefused);
    },
  );

  it('refuses a name when one of its addresses is of this network', async () => {
    const guard = new OutboundGuard({ allowPrivateHosts: false }, async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
    await expect(guard.pinOrThrow('mixed.example.com')).rejects.toBeInstanceOf(OutboundRefused);
  });

  it('lets through what the operator allows, by name or by address', async () => {
    const guard = new OutboundGuard(
      { allowPrivateHosts: false, allowedHosts: ['Mail.Internal', '10.0.0.9'] },
      async () => [{ address: '10.0.0.7', family: 4 }],
    );
    expect(await guard.pinOrThrow('mail.internal')).toEqual({ address: '10.0.0.7', family: 4 });
    expect(await guard.pinOrThrow('10.0.0.9')).toEqual({ address: '10.0.0.9', family: 4 });
    await expect(guard.pinOrThrow('other.internal')).rejects.toBeInstanceOf(OutboundRefused);
  });
});

describe('a request', () => {
  let server: Server;
  let port: number;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
      if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end('moved');
      else if (request.url === '/long') response.end('x'.repeat(100_000));
      else if (request.url === '/slow') response.write('a');
      else response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterEach(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  const open = new OutboundGuard({ allowPrivateHosts: true });

  it('goes to the address that was checked, and keeps the name', async () => {
    const guard = new OutboundGuard({ allowPrivateHosts: true }, async () => [{ address: '127.0.0.1', family: 4 }]);
    const answer = await requestOutside(guard, { url: new URL(`http://gateway.example.com:${port}/x`), method: 'GET' });
    expect(answer).toMatchObject({ status: 200, body: 'ok' });
    expect(asked).toEqual([`gateway.example.com:${port}/x`]);
  });

  it('is not fooled by a name that says something else the second time', async () => {
    let asks = 0;
    const rebinding = new OutboundGuard({ allowPrivateHosts: false }, async () => {
      asks += 1;
      return [{ address: asks === 1 ? '8.8.8.8' : '127.0.0.1', family: 4 }];
    });
    await expect(
      requestOutside(rebinding, { url: new URL(`http://rebind.example.com:${port}/`), method: 'GET' }),
    ).rejects.toThrow(OutboundRefused);
    expect([asks, asked]).toEqual([2, []]);
  });

  it('does not follow a redirect', async () => {
    const answer = await requestOutside(open, { url: new URL(`http://127.0.0.1:${port}/away`), method: 'GET' });
    expect(answer).toMatchObject({ status: 302, body: 'moved' });
    expect(asked).toHaveLength(1);
  });

  it('reads no more than it wants, and waits no longer', async () => {
    const url = (path: string): URL => new URL(`http://127.0.0.1:${port}${path}`);
    const long = await requestOutside(open, { url: url('/long'), method: 'GET', maxBytes: 1000 });
    expect([long.body.length, long.cut]).toEqual([1000, true]);
    await expect(requestOutside(open, { url: url('/slow'), method: 'GET', timeoutMs: 200 })).rejects.toThrow();
  });

  it('refuses literal addresses, which no agent looks up, and other protocols', async () => {
    const closed = new OutboundGuard({ allowPrivateHosts: false });
    for (const url of [
      `http://127.0.0.1:${port}/`,
      `http://2130706433:${port}/`,
      `http://[::ffff:7f00:1]:${port}/`,
      'file:///etc/passwd',
    ])
      await expect(requestOutside(closed, { url: new URL(url), method: 'GET' })).rejects.toBeInstanceOf(
        OutboundRefused,
      );
    expect(asked).toEqual([]);
  });
});

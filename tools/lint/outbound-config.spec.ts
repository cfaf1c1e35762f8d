import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { NO_DYNAMIC_CLIENT, outboundConfig } from './outbound-config.mjs';

const linter = new Linter();
const everywhere: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: {
    parser: parser as unknown as Linter.Parser,
    globals: { fetch: 'readonly', WebSocket: 'readonly' },
  },
  rules: { 'no-restricted-syntax': ['error', NO_DYNAMIC_CLIENT] },
};

function faults(code: string, filename: string): string[] {
  return linter.verify(code, [everywhere, ...outboundConfig], { filename }).map(({ message }) => message);
}

const CALLS = [
  "import { request } from 'node:http';",
  "import { request as ask } from 'https';",
  "import http from 'node:http';",
  "import * as https from 'node:https';",
  "import { connect } from 'node:http2';",
  "import { connect, isIP } from 'node:net';",
  "import { Socket } from 'net';",
  "import net from 'node:net';",
  "import { connect } from 'node:tls';",
  "import { createSocket } from 'node:dgram';",
  "import { lookup } from 'node:dns/promises';",
  "import { fetch } from 'undici';",
  "import axios from 'axios';",
  "import got from 'got';",
  "import nodemailer from 'nodemailer';",
  "import Client from '@alicloud/dysmsapi20170525';",
  "import { sms } from 'tencentcloud-sdk-nodejs-sms';",
  "import { createRequire } from 'node:module';",
  "export { request } from 'node:https';",
  "export * from 'undici';",
  "await import('node:http');",
  "await import('node:dns/promises');",
  "await import('undici');",
  "await fetch('https://example.com');",
  "await globalThis.fetch('https://example.com');",
  "await globalThis['fetch']('https://example.com');",
  "const { fetch: ask } = globalThis; ask('https://example.com');",
  "new WebSocket('wss://example.com');",
  "process.getBuiltinModule('node:http');",
];

describe('a call to another host that passes the guard by', () => {
  it.each(CALLS)('is a fault: %s', (code) => {
    for (const filename of ['libs/delivery/webhooks/src/x.ts', 'libs/platform/sms/src/x.ts', 'apps/worker/src/x.ts'])
      expect(faults(code, filename), filename).toHaveLength(1);
  });

  it('is a fault even where a library of a client is used', () => {
    expect(faults("import { request } from 'node:http';", 'libs/platform/mail/src/mail-transport.ts')).toHaveLength(1);
    expect(faults("await fetch('x');", 'libs/platform/sms/src/aliyun-gateway.ts')).toHaveLength(1);
  });
});

it('whoever listens, or looks at addresses, calls nobody', () => {
  const code = `import { createServer, type IncomingMessage } from 'node:http';
    import { isIP, createServer as listen, type AddressInfo } from 'node:net';
    import type { ServerResponse } from 'node:http';`;
  expect(faults(code, 'libs/platform/health/src/x.ts')).toEqual([]);
});

it.each([
  'libs/platform/outbound/src/request-outside.ts',
  'libs/delivery/http/src/x.spec.ts',
  'libs/delivery/product/src/testing/x.ts',
  'libs/testing/src/x.ts',
  'apps/api-e2e/src/x.ts',
])('%s may call whom it likes', (filename) => {
  expect(faults("import { request } from 'node:https'; await fetch('x');", filename)).toEqual([]);
});

it('the browser has no guard to go through', () => {
  expect(faults("await fetch('/api');", 'libs/ui/data-access/src/x.ts')).toEqual([]);
});

/**
 * Every call to another host goes through `libs/platform/outbound`: it alone resolves, checks and pins addresses. Whoever
 * reaches for a client of their own is told so by lint. Listening is no call; browsers and tests are free.
 */

const MESSAGE = 'Calls to other hosts go through @ruyi/platform/outbound, which checks and pins their addresses.';

/** Modules of Node that connect, with what of them does not. */
const NODE = {
  http: ['createServer', 'Server', 'IncomingMessage', 'IncomingHttpHeaders', 'OutgoingHttpHeaders', 'ServerResponse'],
  https: ['createServer'],
  http2: ['createServer'],
  net: ['createServer', 'Server', 'AddressInfo', 'isIP', 'isIPv4', 'isIPv6', 'LookupFunction'],
  tls: [],
  dgram: [],
  dns: [],
  'dns/promises': [],
  // Its `createRequire` loads what no import names.
  module: [],
};

/** Clients, and libraries that bring one. */
const CLIENTS = [
  'undici',
  'axios',
  'got',
  'ky',
  'needle',
  'node-fetch',
  'cross-fetch',
  'superagent',
  'request',
  'httpx',
  'ws',
  'nodemailer',
  'tencentcloud-sdk-nodejs-common',
];
const CLIENT_FAMILIES = ['undici/*', 'axios/*', '@alicloud/*', 'tencentcloud-*', '@aws-sdk/*', 'nodemailer/*'];

const GLOBALS = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport'];

function outboundRules(free = []) {
  const paths = [
    ...Object.entries(NODE).flatMap(([name, allowed]) =>
      [name, `node:${name}`].map((spelling) => ({
        name: spelling,
        message: MESSAGE,
        ...(allowed.length > 0 ? { allowImportNames: allowed } : {}),
      })),
    ),
    ...CLIENTS.map((name) => ({ name, message: MESSAGE })),
  ];
  return {
    'no-restricted-imports': [
      'error',
      {
        paths: paths.filter(({ name }) => !free.includes(name)),
        patterns: [{ group: CLIENT_FAMILIES.filter((family) => !free.includes(family)), message: MESSAGE }],
      },
    ],
    'no-restricted-globals': ['error', ...GLOBALS.map((name) => ({ name, message: MESSAGE }))],
    'no-restricted-properties': [
      'error',
      ...['globalThis', 'global'].flatMap((object) =>
        GLOBALS.map((property) => ({ object, property, message: MESSAGE })),
      ),
      { object: 'process', property: 'getBuiltinModule', message: MESSAGE },
    ],
  };
}

/** `import('node:http')`, which the rule of imports does not see; for everybody. */
export const NO_DYNAMIC_CLIENT = {
  selector: `ImportExpression[source.value=/^(node:)?(${Object.keys(NODE).join('|').replace('/', '\\u002F')})$|^(${CLIENTS.join('|')})$/]`,
  message: MESSAGE,
};

const TESTS = ['**/*.spec.ts', '**/testing/**', 'libs/testing/**', 'libs/**/*-fixture.ts', 'apps/*-e2e/**'];
const BROWSER = ['libs/ui/**', 'apps/web/**'];

export const outboundConfig = [
  {
    files: ['libs/**/*.ts', 'apps/**/*.ts'],
    ignores: ['libs/platform/outbound/**', ...BROWSER, ...TESTS],
    rules: outboundRules(),
  },
  {
    // Connects to the address that the guard pinned; SMTP is no HTTP.
    files: ['libs/platform/mail/src/mail-transport.ts'],
    rules: outboundRules(['nodemailer']),
  },
  {
    // Take what signs out of the clouds' libraries, and send by the guard.
    files: ['libs/platform/sms/src/aliyun-gateway.ts', 'libs/platform/sms/src/tencent-gateway.ts'],
    rules: outboundRules(['node:module', '@alicloud/*', 'tencentcloud-*']),
  },
];

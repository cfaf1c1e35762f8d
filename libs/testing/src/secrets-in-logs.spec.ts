import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretsIn, secretsInLogsOf } from './secrets-in-logs.js';

const TOKEN = `AaIfrBwdd0S6BCYg1YUJgg.${'x'.repeat(43)}`;
const kinds = (text: string, known: readonly string[] = []): string[] =>
  secretsIn('api.log', text, known).map(({ kind }) => kind);

describe('secrets in a log', () => {
  it.each([
    ['a session', `{"url":"/api/v1/me","token":"${TOKEN}"}`, 'token'],
    ['an API key', `unknown key rk_${TOKEN},`, 'token'],
    ['a link for a password', `GET http://127.0.0.1:3000/reset/${TOKEN}`, 'token'],
    ['a hash of a password', `detail: (1, $argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA)`, 'password hash'],
    ['a cookie', `cookie: ruyi_csrf=abcdefgh; other=1`, 'cookie'],
    ['a header', `"authorization":"Bearer abcdefgh.ijk"`, 'authorization'],
    ['an address', `cannot connect to postgres://ruyi_app:geheim@127.0.0.1:5432/ruyi`, 'address with a password'],
    ['a secret for an app', `{"secret":"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}`, 'second-factor secret'],
    ['what a QR code says', `otpauth://totp/ruyi:a?secret=JBSWY3DPEHPK3PXP&issuer=ruyi`, 'second-factor secret'],
    ['a recovery code', `{"code":"mzxw-6ytb-oi4t-kmjq"}`, 'recovery code'],
    ['a secret of a webhook', `signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`, 'webhook secret'],
    ['a password', `login failed {"password":"Correct horse 1"}`, 'secret'],
  ])('%s is found, and not repeated', (_name, text, kind) => {
    expect(kinds(text)).toEqual([kind]);
    expect(JSON.stringify(secretsIn('api.log', text))).not.toMatch(
      /xxxx|geheim|Correct horse|aGFzaA|abcdefgh|JBSWY|6ytb|MfKQ9/,
    );
  });

  it('ids, addresses without a password, names of files and versions are none', () => {
    const harmless = `{"requestId":"01a21fac-1c1d-7744-ba04-2620d5850982","url":"http://127.0.0.1:3000/api","file":"chunk-BBdL-EZ6.js","route":"/reset/:token","hash":"${'0a1b2c3d'.repeat(8)}","set":"abcd-efgh-ijkl"}`;
    expect(kinds(harmless)).toEqual([]);
  });

  it('what somebody has used is found to the letter', () => {
    expect(kinds('smtp said: 535 kanarie-77 is wrong', ['kanarie-77'])).toEqual(['secret']);
  });
});

describe('the logs of an install', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ruyi-logs-'));
    await mkdir(join(folder, 'logs'));
    await writeFile(join(folder, 'secret'), 'the-install-secret\n');
    await writeFile(join(folder, 'logs', 'api.log'), `{"msg":"started"}\n{"msg":"with the-install-secret"}\n`);
    await writeFile(join(folder, 'postgres.log'), `STATEMENT: select '${TOKEN}'\n`);
    await writeFile(join(folder, 'mail.json'), TOKEN);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('are read all, with what the process said, for its own secrets as well', async () => {
    const found = await secretsInLogsOf(folder, 'password: ruyi-demo-2026');
    expect(found.map(({ file, kind }) => `${file} ${kind}`).sort()).toEqual([
      'logs/api.log secret',
      'output secret',
      'postgres.log token',
    ]);
  });
});

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';

const GUIDE = join(import.meta.dirname, '../../../docs/api-guide.md');

it('the examples of the API guide run in order and show what the guide says', async () => {
  const guide = await readFile(GUIDE, 'utf8');
  const program = [...guide.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code).join('\n');
  const promised = [...program.matchAll(/^show\(.*\/\/ → (.*)$/gm)].map(([, value]) => value);
  expect(promised.length).toBe(program.match(/^show\(/gm)?.length);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: process.env['PATH'], API: `${inject('serverUrl')}/api/v1` },
  });
  expect(stdout.trim().split('\n')).toEqual(promised);
});

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildRoot, runningInstall } from '@ruyi/testing';

const ROOT = buildRoot();

/** What a command of the operator's tool said, and how it ended. */
export interface RuyiAnswer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the built `ruyi` on the install of a data folder, as an operator would beside the running product; `settings` of one
 * with a database of its own.
 */
export async function runRuyi(
  dataFolder: string,
  args: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<RuyiAnswer> {
  const entry = pathToFileURL(join(ROOT, 'dist/tools/ruyi.js')).href;
  const code = `import(${JSON.stringify(entry)}).then(({ runCommand }) => runCommand(${JSON.stringify(ROOT)}, process.argv.slice(1), process.env)).then((code) => { process.exitCode = code; })`;
  const running = runningInstall();
  const child = spawn(process.execPath, ['-e', code, '--', ...args], {
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataFolder,
      ...(running?.dataFolder === dataFolder ? running.toolSettings : {}),
      ...settings,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = await new Promise<number | null>((done) => child.once('exit', done));
  return { code: ended, out, err };
}

// Runs vitest to its end and counts; the last line says how many passed, failed and were skipped.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './workspace.mjs';

/**
 * @param {readonly string[]} args for vitest
 * @param {NodeJS.ProcessEnv} [env] of the tests
 */
export async function runTests(args, env = process.env) {
  const report = join(root, '.data/test-report.json');
  await mkdir(join(root, '.data'), { recursive: true });
  await rm(report, { force: true });
  const code = await run(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { env, ownGroup: true },
  );
  const { passed, failed, skipped } = count(
    JSON.parse(await readFile(report, 'utf8').catch(() => '{"testResults":[]}')),
    code,
  );
  for (const name of skipped) console.log(`Skipped: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** A file that could not be loaded, or an error outside of any test, is a failure as well. */
function count({ testResults }, code) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = tests.filter(({ status }) => status === 'failed').length + broken;
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

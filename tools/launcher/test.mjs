// npm test: builds, then runs every test there is; the last line counts them.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, main, root, run, underPinnedNode } from './workspace.mjs';

await main(async () => {
  if (!(await underPinnedNode())) return;
  await build();
  const report = join(root, '.data/test-report.json');
  await mkdir(join(root, '.data'), { recursive: true });
  await rm(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const code = await run(process.execPath, [
    vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]);
  const { passed, failed, skipped } = count(
    JSON.parse(await readFile(report, 'utf8').catch(() => '{"testResults":[]}')),
    code,
  );
  for (const name of skipped) console.log(`Skipped: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
});

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

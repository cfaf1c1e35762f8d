// npm test: builds, then runs every test there is; the last line counts them.
import { runTests } from './run-tests.mjs';
import { build, main, underPinnedNode } from './workspace.mjs';

await main(async () => {
  if (!(await underPinnedNode())) return;
  await build();
  await runTests(process.argv.slice(2));
});

// npm run test:second-wall: the end-to-end suites against a build that leaves the tenant predicate out of its statements, so
// that row-level security alone keeps companies apart. Arguments are vitest's; by default every suite of the API.
import { buildSecondWall } from './build-second-wall.mjs';
import { runTests } from './run-tests.mjs';
import { buildOnlyServer, main, root, underPinnedNode } from './workspace.mjs';

/** How processes start says nothing of companies, and it starts the ordinary build by itself. */
const NOT_THESE = ['--exclude', '**/start-up.e2e.spec.ts'];

await main(async () => {
  if (!(await underPinnedNode())) return;
  // The ordinary one as well: a suite looks whether the switch is in it.
  await buildOnlyServer();
  const folder = await buildSecondWall(root);
  await runTests(['--project', 'api-e2e', ...NOT_THESE, ...process.argv.slice(2)], {
    ...process.env,
    TEST_BUILD_ROOT: folder,
  });
});

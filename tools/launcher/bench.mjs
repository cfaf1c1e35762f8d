// npm run bench: builds and measures.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, main, root, run, Stop, underPinnedNode } from './workspace.mjs';

await main(async () => {
  if (!(await underPinnedNode())) return;
  await build();
  const entry = join(root, 'dist/tools/bench.js');
  if (!existsSync(entry)) throw new Stop('there is no benchmark yet (bench/src/main.ts)');
  process.exitCode = await run(process.execPath, [entry, ...process.argv.slice(2)], { forwardSignals: true });
});

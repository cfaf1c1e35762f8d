// npm start: everything that the product needs, on this machine.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, main, root, underPinnedNode } from './workspace.mjs';

await main(async () => {
  if (!(await underPinnedNode())) return;
  await build();
  const { runLocal } = await import(pathToFileURL(join(root, 'dist/tools/local.js')).href);
  process.exit(await runLocal(root, process.env));
});

#!/usr/bin/env node
// npx ruyi: what the operator of an install does from a shell.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildOnlyServer, main, root, underPinnedNode } from './workspace.mjs';

await main(async () => {
  if (!(await underPinnedNode())) return;
  await buildOnlyServer();
  const { runCommand } = await import(pathToFileURL(join(root, 'dist/tools/ruyi.js')).href);
  process.exitCode = await runCommand(root, process.argv.slice(2), process.env);
});

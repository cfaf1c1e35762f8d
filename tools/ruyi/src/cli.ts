import { runCommand } from './main.js';

// In the image, where npm is not at hand: node dist/tools/ruyi-cli.js …
process.exitCode = await runCommand(process.cwd(), process.argv.slice(2), process.env);

// Builds the server and the web client where they have changed; packages are there already.
import { build, main } from './workspace.mjs';

await main(build);

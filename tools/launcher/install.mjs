// Installs the packages of the lock file, unless they are there.
import { install, main } from './workspace.mjs';

await main(install);

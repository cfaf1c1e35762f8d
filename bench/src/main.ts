import 'reflect-metadata';
import { runBench } from './run-bench.js';
import { runFloor } from './floor/floor-server.js';

if (process.argv[2] === 'floor') await runFloor();
else await runBench(process.argv.slice(2));

import { afterAll, beforeAll, it } from 'vitest';
import { FaultInstall } from './support/fault-install.js';
import { killApiAmongCreates } from './support/kill-api-among-creates.js';

let install: FaultInstall;

beforeAll(async () => {
  install = await FaultInstall.start();
});
afterAll(() => install.stop());

it('an api that is killed while eight connections create loses none that was accepted, and makes none twice for who asks again', () =>
  killApiAmongCreates(install, 1));

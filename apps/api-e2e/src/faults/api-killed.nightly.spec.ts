import { afterEach, describe, it } from 'vitest';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { killApiAmongCreates } from './support/kill-api-among-creates.js';

let install: FaultInstall;
afterEach(() => install.stop());

describe.each(QUEUE_STORES)('an api that is killed again and again among creates, queues on %s', (queue) => {
  it('loses none that was accepted, makes none twice, and every job that was promised ends', async () => {
    install = await FaultInstall.start({ queue });
    await killApiAmongCreates(install, 5);
  });
});

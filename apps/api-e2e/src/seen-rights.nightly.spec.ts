import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutboxFolder } from '@ruyi/platform/mail';
import { startSmsSink } from '@ruyi/platform/sms';
import { FaultInstall } from './faults/support/fault-install.js';
import { faultsOfRole } from './rights/faults-of-role.js';
import { ACCESSES, RightsWorld, SCOPES } from './rights/rights-world.js';

const outbox = await mkdtemp(join(tmpdir(), 'ruyi-outbox-'));
const sink = await startSmsSink(new OutboxFolder(outbox));
const install = await FaultInstall.start({ env: { SMS_SINK_URL: sink.url } });
const world = await RightsWorld.make(install.nobody());
afterAll(async () => {
  await install.stop();
  await sink.close();
  await rm(outbox, { recursive: true, force: true });
});

const table = SCOPES.flatMap((scope) => ACCESSES.map((access) => ({ scope, access })));

describe.each(table)('a role that sees $scope, and secrets as $access', ({ scope, access }) => {
  beforeAll(() => world.look(scope, access));

  it.each(world.modules)('is shown what it may see of $key, and nothing else', async (module) => {
    expect(await faultsOfRole(world, { module, scope, access })).toEqual([]);
  });
});

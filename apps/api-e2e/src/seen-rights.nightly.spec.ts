import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultInstall } from './faults/support/fault-install.js';
import { faultsOfRole } from './rights/faults-of-role.js';
import { ACCESSES, RightsWorld, SCOPES } from './rights/rights-world.js';

const install = await FaultInstall.start({ env: { SMS_SINK_URL: 'http://127.0.0.1:9' } });
const world = await RightsWorld.make(install.nobody());
afterAll(() => install.stop());

const table = SCOPES.flatMap((scope) => ACCESSES.map((access) => ({ scope, access })));

describe.each(table)('a role that sees $scope, and secrets as $access', ({ scope, access }) => {
  beforeAll(() => world.look(scope, access));

  it.each(world.modules)('is shown what it may see of $key, and nothing else', async (module) => {
    expect(await faultsOfRole(world, { module, scope, access })).toEqual([]);
  });
});

import type { Command } from 'commander';
import { migrationState } from '@ruyi/platform/database';
import { prepareDatabase } from '@ruyi/platform/provision';
import type { CommandContext } from './command-context.js';

/** `migrate` and `migrate status`. */
export function addMigrateCommands(program: Command, { install, say }: CommandContext): void {
  const migrate = program
    .command('migrate')
    .description('make the database fit for this version: roles, migrations, the queue')
    .action(async () => {
      const { adminUrl, config, secret, migrations } = await install();
      const { ran } = await prepareDatabase(adminUrl, config, { secret, migrations });
      say(ran.length > 0 ? `migrated: ${ran.join(', ')}` : 'nothing to migrate');
    });
  migrate
    .command('status')
    .description('which migrations have run, which have not; ends with 1 when some have not')
    .action(async () => {
      const { ownerUrl, migrations } = await install();
      const states = await migrationState(ownerUrl, migrations);
      for (const { label, ranAt } of states)
        say(`${ranAt ? ranAt.toISOString() : 'not yet                 '}  ${label}`);
      if (states.some(({ ranAt }) => ranAt === null)) process.exitCode = 1;
    });
}

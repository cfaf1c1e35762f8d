import type { Command } from 'commander';
import { AppError } from '@ruyi/contract/errors';
import { addressOf } from './address-of.js';
import { operatorName } from './operator-name.js';
import type { CommandContext } from './command-context.js';

/** `user reset-password`, `user reset-second-factor`. */
export function addUserCommands(program: Command, { install, say }: CommandContext): void {
  const user = program.command('user').description('people of any company');
  user
    .command('reset-password')
    .description('prints a link by which a person chooses a new password')
    .argument('<login>', 'mobile, e-mail or account name')
    .action(async (login: string) => {
      const opened = await install();
      const { identity } = await opened.product();
      const path = await found(login, identity.operatorReset.run(login, operatorName()));
      say(`within two hours: ${addressOf(opened.config)}${path}`);
    });
  user
    .command('reset-second-factor')
    .description('takes the second factor off somebody who has lost phone and recovery codes')
    .argument('<login>', 'mobile, e-mail or account name')
    .action(async (login: string) => {
      const { identity } = await (await install()).product();
      await found(login, identity.secondFactorReset.byOperator(login, operatorName()));
      say(`${login} logs in with the password alone; make sure that it is really them who asked`);
    });
}

async function found<T>(login: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) throw new Error(`nobody logs in as ${login}`);
    if (error instanceof AppError && error.status === 409) throw new Error(`${login} has no second factor`);
    throw error;
  }
}

import type { Command } from 'commander';
import { AppError } from '@ruyi/contract/errors';
import { addressOf } from './address-of.js';
import { operatorName } from './operator-name.js';
import type { CommandContext } from './command-context.js';

/** `user reset-password`. */
export function addUserCommands(program: Command, { install, say }: CommandContext): void {
  program
    .command('user')
    .description('people of any company')
    .command('reset-password')
    .description('prints a link by which a person chooses a new password')
    .argument('<login>', 'mobile, e-mail or account name')
    .action(async (login: string) => {
      const opened = await install();
      const { identity } = await opened.product();
      try {
        say(`within two hours: ${addressOf(opened.config)}${await identity.operatorReset.run(login, operatorName())}`);
      } catch (error) {
        if (error instanceof AppError && error.status === 404) throw new Error(`nobody logs in as ${login}`);
        throw error;
      }
    });
}

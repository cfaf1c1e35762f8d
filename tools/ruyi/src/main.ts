import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { AppError, messageOf } from '@ruyi/contract/errors';
import { lineFor } from '@ruyi/platform/process';
import { addCheckCommand } from './commands/check-command.js';
import { addMigrateCommands } from './commands/migrate-commands.js';
import { addSearchCommands } from './commands/search-commands.js';
import { addTenantCommands } from './commands/tenant-commands.js';
import { addUserCommands } from './commands/user-commands.js';
import { type Install, openInstall } from './open-install.js';

/** Runs one command of `npx ruyi`; answers the exit code. What the operator can put right is one line. */
export async function runCommand(root: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const opened: Install[] = [];
  const context = {
    async install(): Promise<Install> {
      const install = await openInstall(root, env);
      opened.push(install);
      return install;
    },
    say: (line: string): void => {
      process.stdout.write(`${line}\n`);
    },
  };
  const program = new Command('ruyi').description('如意CRM, for whoever runs it').exitOverride();
  addMigrateCommands(program, context);
  addTenantCommands(program, context);
  addUserCommands(program, context);
  addSearchCommands(program, context);
  addCheckCommand(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`ruyi: ${wordsFor(error)}\n`);
    return 1;
  } finally {
    for (const install of opened) await install.close();
  }
}

function wordsFor(error: unknown): string {
  const line = lineFor(error);
  if (line !== null) return line;
  if (error instanceof AppError) {
    const [issue] = error.issues;
    return issue ? `${issue.path}: ${messageOf(issue, 'en')}` : messageOf(error, 'en');
  }
  return error instanceof Error ? error.message : String(error);
}

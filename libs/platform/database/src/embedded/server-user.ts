import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The system user that PostgreSQL runs as; null: the one who started us. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/** PostgreSQL refuses to run as root: then it runs as the system user `postgres`, made when it is missing. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp();
  if (known) return known;
  try {
    await run('groupadd', ['--system', '--force', NAME]);
    await run('useradd', ['--system', '--gid', NAME, '--shell', '/usr/sbin/nologin', '--no-create-home', NAME]);
  } catch (error) {
    throw new Error(
      `PostgreSQL cannot run as root, and the system user "${NAME}" could not be made; start as another user or set DATABASE_URL`,
      { cause: error },
    );
  }
  const made = await lookUp();
  if (!made) throw new Error(`the system user "${NAME}" could not be made; start as another user or set DATABASE_URL`);
  return made;
}

/** Whether a user who is not the owner can reach a folder: every folder above lets others pass. */
export async function isReachableByOthers(path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

async function lookUp(): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;

/** The wall clock of an install's processes, to be set while they run; PostgreSQL's stays. */
export class ProductClock {
  readonly #file = join(tmpdir(), `ruyi-clock-${randomUUID()}`);

  /** What a process is started with so that it goes by this clock. */
  get env(): NodeJS.ProcessEnv {
    return { NODE_OPTIONS: `--import=${PRELOAD}`, CLOCK_FILE: this.#file };
  }

  /** Sets it off by so many milliseconds from the machine's. */
  async set(milliseconds: number): Promise<void> {
    await writeFile(`${this.#file}.new`, String(milliseconds));
    await rename(`${this.#file}.new`, this.#file);
  }

  async remove(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

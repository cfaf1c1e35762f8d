import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const READY_MS = 60_000;

/** One process of the product, which a test may kill and start again. */
export class ProductProcess {
  #child: ChildProcess | null = null;
  #exit: Promise<number | null> = Promise.resolve(null);

  constructor(
    private readonly entry: string,
    private readonly log: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Waits until it is ready to serve or to work. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    const output = createWriteStream(this.log, { flags: 'a' });
    const child = fork(this.entry, { env: { ...this.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child.stdout?.pipe(output, { end: false });
    child.stderr?.pipe(output, { end: false });
    this.#child = child;
    this.#exit = new Promise((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in time; see ${this.log}`)), READY_MS);
      const over = (act: () => void) => () => {
        clearTimeout(timer);
        act();
      };
      child.once('message', over(resolve));
      child.once(
        'exit',
        over(() => reject(new Error(`ended before it was ready; see ${this.log}`))),
      );
    });
  }

  get runs(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** `kill -9`: it has no time for anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As an operator ends it: it finishes what it has begun. Answers its exit code; null where it did not run. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.runs) return null;
    this.#child?.kill(signal);
    return this.#exit;
  }
}

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A mail that the sink took; nobody really received it. */
export interface SunkMail {
  readonly channel: 'mail';
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An SMS that the sink took; nobody really received it. */
export interface SunkSms {
  readonly channel: 'sms';
  readonly id: string;
  readonly at: string;
  readonly to: string;
  readonly text: string;
  readonly signature: string;
  /** The sender's own id of the message, and where receipts and replies are posted; absent for a test message. */
  readonly key?: string;
  readonly callback?: string;
}

export type SunkMessage = SunkMail | SunkSms;

const KEPT = 500;

/** The folder where the sinks leave what they took, for the development page; the newest 500 are kept. */
export class OutboxFolder {
  readonly #folder: string;
  #written = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(message: SunkMessage): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, `${message.id}.json`), JSON.stringify(message));
    this.#written += 1;
    if (this.#written % 50 === 0) await this.#forgetOldest();
  }

  /** Newest first. */
  async list(): Promise<SunkMessage[]> {
    const names = (await this.#names()).reverse().slice(0, KEPT);
    const messages = await Promise.all(
      names.map((name) => readFile(join(this.#folder, name), 'utf8').then(parse, () => null)),
    );
    return messages.filter((message) => message !== null);
  }

  /** Ids begin with their time: their order is the messages'. */
  async #names(): Promise<string[]> {
    return (await readdir(this.#folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  }

  async #forgetOldest(): Promise<void> {
    const names = await this.#names();
    await Promise.all(
      names.slice(0, Math.max(0, names.length - KEPT)).map((name) => rm(join(this.#folder, name), { force: true })),
    );
  }
}

function parse(text: string): SunkMessage | null {
  try {
    return JSON.parse(text) as SunkMessage;
  } catch {
    // Being written just now: the next look shows it.
    return null;
  }
}

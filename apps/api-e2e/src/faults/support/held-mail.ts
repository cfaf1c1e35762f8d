import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { expect } from 'vitest';
import type { ApiClient } from '@ruyi/testing';

/** A mail server that takes one mail whole and does not say so until it is let: who hands it over can be killed meanwhile. */
export class HeldMail {
  /** Who got a mail, in order. */
  readonly received: string[] = [];
  readonly #server: SMTPServer;
  #say: (() => void) | null = null;
  #sayHeld: () => void = () => undefined;
  readonly #held = new Promise<void>((resolve) => {
    this.#sayHeld = resolve;
  });

  private constructor(private readonly which: number) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        stream.resume();
        stream.on('end', () => {
          this.received.push(...session.envelope.rcptTo.map(({ address }) => address));
          if (this.received.length !== this.which) return done();
          this.#say = done;
          this.#sayHeld();
        });
      },
    });
    // Who is killed hangs up.
    this.#server.on('error', () => undefined);
  }

  /** Holds the mail that comes as the `which`-th, from 1. */
  static async start(which: number): Promise<HeldMail> {
    const held = new HeldMail(which);
    await once(held.#server.listen(0, '127.0.0.1'), 'listening');
    return held;
  }

  /** Resolves when the mail is there and its sender waits. */
  get held(): Promise<void> {
    return this.#held;
  }

  get heldAddress(): string {
    return this.received[this.which - 1] ?? '';
  }

  /** Says that the mail was taken. */
  letGo(): void {
    this.#say?.();
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Sends a mail to so many new customers by this server; answers the job's id. */
  async send(api: ApiClient, customers: number): Promise<string> {
    const { port } = this.#server.server.address() as AddressInfo;
    const sender = await api.call('PUT', '/senders/mail', {
      provider: 'smtp',
      settings: { host: '127.0.0.1', port, secure: false, fromAddress: 'a@example.com' },
      ratePerMinute: 6000,
    });
    expect(sender.status, JSON.stringify(sender.body)).toBe(200);
    const template = { channel: 'mail', module: 'customers', name: '通知', subject: '{{name}}', body: '<p>您好</p>' };
    const made = await api.call('POST', '/templates', template);
    const ids: unknown[] = [];
    for (let index = 0; index < customers; index += 1) {
      const email = `customer${index}@example.com`;
      ids.push((await api.call('POST', '/records/customers', { name: `客户${index}`, email })).body['id']);
    }
    const sent = await api.call('POST', '/records/customers/send', {
      channel: 'mail',
      templateId: made.body['id'],
      ids,
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(202);
    return String(sent.body['jobId']);
  }
}

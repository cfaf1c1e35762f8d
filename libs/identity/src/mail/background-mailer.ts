import { newId } from '@ruyi/engine/context';
import type { MailSender, OutgoingMail } from '@ruyi/engine/messages';
import type { IdentityMail, IdentityMailer } from '../passwords/identity-mailer.js';
import { identityMailText } from './identity-mail-text.js';

/** What the mailer needs of the platform. */
export interface BackgroundMailerParts {
  readonly transport: { send(sender: MailSender, mail: OutgoingMail): Promise<unknown> };
  /** Null: this install cannot send; it is logged. */
  readonly sender: MailSender | null;
  readonly log: { error(details: object, message: string): void };
  /** Milliseconds before each further attempt. */
  readonly pauses?: readonly number[];
}

const PAUSES = [2_000, 15_000, 60_000];

/**
 * Sends identity's mails behind the answer: how long the answer takes must not tell who has an account. Not through
 * the outbox, because the links are secrets, and secrets are not stored; a link that is lost is asked for again.
 */
export class BackgroundMailer implements IdentityMailer {
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: BackgroundMailerParts) {}

  async send(mail: IdentityMail): Promise<void> {
    const { sender, log } = this.parts;
    if (!sender) {
      log.error({ kind: mail.kind }, 'no mail sender is configured: the mail was not sent');
      return;
    }
    const outgoing = { key: newId(), to: { name: '', address: mail.to }, ...identityMailText(mail) };
    const work = this.deliver(sender, outgoing, mail.kind);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  /** Resolves when everything handed over so far is sent or given up. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.running]);
  }

  private async deliver(sender: MailSender, mail: OutgoingMail, kind: string): Promise<void> {
    const pauses = this.parts.pauses ?? PAUSES;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.parts.transport.send(sender, mail);
        return;
      } catch (error) {
        const pause = pauses[attempt];
        const isTemporary = (error as { temporary?: unknown }).temporary !== false;
        if (pause === undefined || !isTemporary) {
          this.parts.log.error({ err: error, kind }, 'a mail could not be sent');
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    }
  }
}

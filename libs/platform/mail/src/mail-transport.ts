import nodemailer, { type Transporter } from 'nodemailer';
import { LRUCache } from 'lru-cache';
import { DeliveryError, type DeliveryReceipt, type MailSender, type OutgoingMail } from '@ruyi/engine/messages';
import { refusePrivateHost } from './refuse-private-host.js';

/** What the install brings itself. */
export interface MailTransportSettings {
  /** Where the development sink listens; null: there is none. */
  readonly sinkUrl: string | null;
  /** Lets a tenant's mail server be an address of the operator's own network; false in a hosted install. */
  readonly allowPrivateHosts: boolean;
  /** The install's own server, wherever it is. */
  readonly installHost?: string;
}

const PATIENCE = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/** Sends mail by SMTP, over connections that are kept for each sender. */
export class MailTransport {
  readonly #settings: MailTransportSettings;
  readonly #transporters = new LRUCache<string, Transporter>({
    max: 50,
    ttl: 10 * 60_000,
    dispose: (transporter) => transporter.close(),
  });

  constructor(settings: MailTransportSettings) {
    this.#settings = settings;
  }

  /** Throws {@link DeliveryError}. */
  async send(sender: MailSender, mail: OutgoingMail): Promise<DeliveryReceipt> {
    try {
      await this.#checkHost(sender);
      const transporter = this.#transporterOf(sender);
      const sent = await transporter.sendMail({
        from: { name: sender.fromName, address: sender.fromAddress },
        to: { name: mail.to.name, address: mail.to.address },
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        // The same at every attempt: a server that has it already can tell.
        messageId: `<${mail.key}@${sender.fromAddress.split('@')[1] ?? 'ruyi.invalid'}>`,
        // A merged value must never make the server read a file or fetch an address.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { providerId: String(sent.messageId), sink: sender.provider === 'sink' };
    } catch (error) {
      throw asDeliveryError(error);
    }
  }

  close(): void {
    this.#transporters.clear();
  }

  async #checkHost({ provider, host }: MailSender): Promise<void> {
    const { allowPrivateHosts, installHost } = this.#settings;
    if (provider === 'smtp' && !allowPrivateHosts && host !== installHost) await refusePrivateHost(host ?? '');
  }

  #transporterOf(sender: MailSender): Transporter {
    const key = JSON.stringify([
      sender.provider,
      sender.host,
      sender.port,
      sender.secure,
      sender.user,
      sender.password,
    ]);
    const known = this.#transporters.get(key);
    if (known) return known;
    const made = nodemailer.createTransport(this.#optionsOf(sender));
    this.#transporters.set(key, made);
    return made;
  }

  #optionsOf(sender: MailSender): object {
    if (sender.provider === 'sink') {
      if (!this.#settings.sinkUrl) throw new DeliveryError('no mail sink runs here', false);
      const { hostname, port } = new URL(this.#settings.sinkUrl);
      return { ...PATIENCE, host: hostname, port: Number(port), pool: true, maxConnections: 2, ignoreTLS: true };
    }
    return {
      ...PATIENCE,
      host: sender.host,
      port: sender.port,
      secure: sender.secure ?? sender.port === 465,
      pool: true,
      maxConnections: 3,
      ...(sender.user ? { auth: { user: sender.user, pass: sender.password ?? '' } } : {}),
    };
  }
}

/** 5xx of SMTP says "never"; 4xx, lost connections and time-outs say "not now". */
function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const temporary = responseCode ? responseCode < 500 : code !== 'EENVELOPE' && code !== 'EAUTH';
  return new DeliveryError(message ?? String(error), temporary, { cause: error });
}

import { isIP } from 'node:net';
import nodemailer, { type PluginFunction, type Transporter } from 'nodemailer';
import { LRUCache } from 'lru-cache';
import { DeliveryError, type DeliveryReceipt, type MailSender, type OutgoingMail } from '@ruyi/engine/messages';
import { OutboundRefused, type OutboundGuard } from '@ruyi/platform/outbound';

/** What the install brings itself. */
export interface MailTransportSettings {
  /** Where the development sink listens; null: there is none. */
  readonly sinkUrl: string | null;
  /** The door to mail servers that tenants name. */
  readonly guard: OutboundGuard;
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
    let handedOver = false;
    const told = {
      onHandedOver: () => {
        handedOver = true;
      },
    };
    try {
      const transporter = this.#transporterOf(sender, await this.#addressOf(sender));
      const sent = await transporter.sendMail({
        from: { name: sender.fromName, address: sender.fromAddress },
        to: { name: mail.to.name, address: mail.to.address },
        subject: mail.subject,
        ...told,
        html: mail.html,
        text: mail.text,
        // The same at every attempt: a server that has it already can tell.
        messageId: `<${mail.key}@${sender.fromAddress.split('@')[1] ?? 'ruyi.invalid'}>`,
        ...(mail.unsubscribe
          ? {
              // RFC 8058: mail programs offer one click, which posts to the address.
              headers: {
                'List-Unsubscribe': `<${mail.unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              },
            }
          : {}),
        // A merged value must never make the server read a file or fetch an address.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { providerId: String(sent.messageId), sink: sender.provider === 'sink' };
    } catch (error) {
      throw asDeliveryError(error, handedOver);
    }
  }

  close(): void {
    this.#transporters.clear();
  }

  /** Where to connect: the address that was checked, so that the name cannot lead elsewhere a moment later. */
  async #addressOf({ provider, ofInstall, host = '' }: MailSender): Promise<string> {
    if (provider !== 'smtp' || ofInstall) return host;
    return (await this.#settings.guard.pinOrThrow(host)).address;
  }

  #transporterOf(sender: MailSender, address: string): Transporter {
    const key = JSON.stringify([
      sender.provider,
      sender.host,
      address,
      sender.port,
      sender.secure,
      sender.user,
      sender.password,
    ]);
    const known = this.#transporters.get(key);
    if (known) return known;
    const made: Transporter = nodemailer.createTransport(this.#optionsOf(sender, address));
    made.use('stream', tellHandOver);
    this.#transporters.set(key, made);
    return made;
  }

  #optionsOf(sender: MailSender, address: string): object {
    if (sender.provider === 'sink') {
      if (!this.#settings.sinkUrl) throw new DeliveryError('no mail sink runs here', false);
      const { hostname, port } = new URL(this.#settings.sinkUrl);
      return { ...PATIENCE, host: hostname, port: Number(port), pool: true, maxConnections: 2, ignoreTLS: true };
    }
    return {
      ...PATIENCE,
      host: address,
      // The certificate is the name's, not the address's.
      ...(isIP(sender.host ?? '') ? {} : { tls: { servername: sender.host } }),
      port: sender.port,
      secure: sender.secure ?? sender.port === 465,
      pool: true,
      maxConnections: 3,
      ...(sender.user ? { auth: { user: sender.user, pass: sender.password ?? '' } } : {}),
    };
  }
}

/** The text of a mail is read to its end only by a connection whose server has asked for it. */
const tellHandOver: PluginFunction = (mail, done) => {
  const { onHandedOver } = mail.data as { readonly onHandedOver?: () => void };
  mail.message.processFunc((text) => (onHandedOver ? text.once('end', onHandedOver) : text));
  done();
};

/** 5xx of SMTP says "never"; 4xx, lost connections and time-outs say "not now". */
function asDeliveryError(error: unknown, handedOver: boolean): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof OutboundRefused) return new DeliveryError(error.message, false, { cause: error });
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const temporary = responseCode ? responseCode < 500 : code !== 'EENVELOPE' && code !== 'EAUTH';
  const uncertain = handedOver && !responseCode;
  return new DeliveryError(message ?? String(error), temporary, { cause: error, uncertain });
}

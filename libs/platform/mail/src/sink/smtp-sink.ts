import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { v7 } from 'uuid';
import type { OutboxFolder } from './outbox-folder.js';

/** Where a sink listens; on a free port of this machine alone when nothing is said. */
export interface SinkPlace {
  readonly host?: string;
  readonly port?: number;
}

/** A running sink. */
export interface Sink {
  readonly url: string;
  close(): Promise<void>;
}

/** Headers that the development page shows. */
const SHOWN_HEADERS = new Set(['list-unsubscribe', 'list-unsubscribe-post']);

const MAX_BYTES = 30 * 1024 * 1024;

/** An SMTP server on this machine that takes every mail and delivers none; what it took is in the outbox folder. */
export async function startSmtpSink(outbox: OutboxFolder, place: SinkPlace = {}): Promise<Sink> {
  const { host = '127.0.0.1', port = 0 } = place;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: MAX_BYTES,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      keep(stream, recipients, outbox).then(() => done(), done);
    },
  });
  // A client that hangs up is no event.
  server.on('error', () => undefined);
  const listening = server.listen(port, host);
  await new Promise<void>((resolve, reject) => {
    listening.once('listening', resolve);
    listening.once('error', reject);
  });
  const address = listening.address();
  return {
    url: `smtp://${host}:${typeof address === 'object' && address ? address.port : port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

async function keep(stream: SMTPServerDataStream, recipients: readonly string[], outbox: OutboxFolder): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const from = mail.from?.name ? `${mail.from.name} <${mail.from.address ?? ''}>` : (mail.from?.address ?? '');
  await outbox.add({
    channel: 'mail',
    id: v7(),
    at: new Date().toISOString(),
    from,
    to: recipients.join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: Object.fromEntries(
      mail.headers.filter(({ key }) => SHOWN_HEADERS.has(key)).map(({ key, value }) => [key, value]),
    ),
  });
}

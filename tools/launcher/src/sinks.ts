import { join } from 'node:path';
import { readConfig } from '@ruyi/platform/config';
import { OutboxFolder, startSmtpSink } from '@ruyi/platform/mail';
import { runProcess, untilStopped } from '@ruyi/platform/process';
import { startSmsSink } from '@ruyi/platform/sms';

const SMS_PORT = 3025;
const SMTP_PORT = 1025;

// For an install that is tried out and sends nothing: takes every mail and SMS, which an api with the same data folder shows.
await runProcess('sinks', async () => {
  const { dataDir, host } = readConfig(process.env);
  const outbox = new OutboxFolder(join(dataDir, 'outbox'));
  const sinks = [
    await startSmsSink(outbox, { host, port: SMS_PORT }),
    await startSmtpSink(outbox, { host, port: SMTP_PORT }),
  ];
  process.stdout.write(`${sinks.map(({ url }) => url).join(', ')}\n`);
  await untilStopped();
  await Promise.all(sinks.map((sink) => sink.close()));
});

import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** What must never stand in a log, wherever it is nested. */
const SECRETS = [
  'password',
  'secret',
  'token',
  'accessToken',
  'authorization',
  'cookie',
  'req.headers.authorization',
  'req.headers.cookie',
  '*.password',
  '*.secret',
  '*.token',
];

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  readonly level: string;
  /** Which process speaks: `api`, `worker`. */
  readonly name: string;
  readonly destination?: DestinationStream;
}

/** JSON lines to standard output, secrets blanked. */
export function createLogger({ level, name, destination }: LoggerOptions): Logger {
  const options = { name, level, redact: { paths: SECRETS, censor: '[hidden]' }, base: { name, pid: process.pid } };
  return destination ? pino(options, destination) : pino(options);
}

import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';

/** The settings of an install, from its environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where a worker answers health and metrics; null: nowhere. */
  readonly workerPort: number | null;
  readonly dataDir: string;
  /** Where browsers reach the product, without a slash at the end; null: as the request came in. */
  readonly publicUrl: string | null;
  /** An administrator's address of the database; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** The roles' own addresses; by default made from `databaseUrl` and the secret. */
  readonly databaseAppUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly databaseQueueUrl: string | null;
  readonly databasePoolSize: number;
  /** How long a statement of the api may take, in seconds: one that only reads, and any other. */
  readonly statementTime: { readonly readSeconds: number; readonly writeSeconds: number };
  /** Null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  /** The install's own SMTP server; null: tenants bring theirs, or the sink takes the mail. */
  readonly smtpUrl: string | null;
  /** Sender of the install's own mails. */
  readonly mailFrom: string;
  /** Development sinks, set by the launcher. */
  readonly smtpSinkUrl: string | null;
  readonly smsSinkUrl: string | null;
  readonly secretKey: string | null;
  readonly trustProxy: boolean;
  /** Whether tenants' own gateways and mail servers may be addresses of the operator's network. */
  readonly allowPrivateHosts: boolean;
  /** Those of the operator's network that may be all the same, by name or address. */
  readonly allowedHosts: readonly string[];
  readonly maxFileBytes: number;
  /** Points that one person, and one company, may use a minute; 0: no limit. */
  readonly userRate: number;
  readonly tenantRate: number;
  /** Requests a minute from one address with tokens that are nobody's; 0: no limit. */
  readonly wrongTokenRate: number;
  /** Requests a minute from one address to one route that needs no log-in: sign-up, log-in, reset…; 0: no limit. */
  readonly strangerRate: number;
  /** Where the data is, in words for companies; null: nothing is said. */
  readonly dataLocation: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const POSTGRES = ['postgres:', 'postgresql:'];
const PORTS = { min: 0, max: 65_535 };
const SECONDS = { min: 1, max: 3_600 };
const RATES = { min: 0, max: 100_000_000 };
const MEGABYTE = 1024 * 1024;

/** Reads the settings; a value that cannot be used throws a {@link ConfigError} that names it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const settings = new Settings(env);
  return {
    port: settings.integer('PORT', 3000, PORTS),
    host: settings.host('HOST', '127.0.0.1'),
    workerPort: settings.text('WORKER_PORT') === null ? null : settings.integer('WORKER_PORT', 0, PORTS),
    dataDir: resolve(settings.text('DATA_DIR') ?? '.data'),
    publicUrl: settings.url('PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    databaseUrl: settings.url('DATABASE_URL', POSTGRES),
    databaseAppUrl: settings.url('DATABASE_APP_URL', POSTGRES),
    databaseOwnerUrl: settings.url('DATABASE_OWNER_URL', POSTGRES),
    databaseQueueUrl: settings.url('DATABASE_QUEUE_URL', POSTGRES),
    databasePoolSize: settings.integer('DATABASE_POOL_SIZE', 10, { min: 2, max: 500 }),
    statementTime: {
      readSeconds: settings.integer('READ_SECONDS', 5, SECONDS),
      writeSeconds: settings.integer('WRITE_SECONDS', 60, SECONDS),
    },
    redisUrl: settings.url('REDIS_URL', ['redis:', 'rediss:']),
    smtpUrl: settings.url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: settings.text('MAIL_FROM') ?? 'Ruyi CRM <noreply@localhost>',
    smtpSinkUrl: settings.url('SMTP_SINK_URL', ['smtp:']),
    smsSinkUrl: settings.url('SMS_SINK_URL', ['http:']),
    secretKey: settings.secret('SECRET_KEY'),
    trustProxy: settings.oneOf('TRUST_PROXY', ['true', 'false'], 'false') === 'true',
    allowPrivateHosts: settings.oneOf('ALLOW_PRIVATE_HOSTS', ['true', 'false'], 'false') === 'true',
    allowedHosts: settings.hosts('ALLOWED_HOSTS'),
    maxFileBytes: settings.integer('MAX_FILE_MB', 50, { min: 1, max: 5_000 }) * MEGABYTE,
    userRate: settings.integer('USER_RATE_PER_MINUTE', 6_000, RATES),
    tenantRate: settings.integer('TENANT_RATE_PER_MINUTE', 60_000, RATES),
    wrongTokenRate: settings.integer('WRONG_TOKEN_RATE_PER_MINUTE', 300, RATES),
    strangerRate: settings.integer('STRANGER_RATE_PER_MINUTE', 300, RATES),
    dataLocation: settings.text('DATA_LOCATION'),
    logLevel: settings.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
}

class Settings {
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  text(name: string): string | null {
    return this.#env[name]?.trim() || null;
  }

  integer(name: string, fallback: number, range: { readonly min: number; readonly max: number }): number {
    const text = this.text(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < range.min || value > range.max) {
      throw new ConfigError(`${name} has to be a whole number from ${range.min} to ${range.max}, not "${text}"`);
    }
    return value;
  }

  host(name: string, fallback: string): string {
    const text = this.text(name);
    if (text !== null && !/^[A-Za-z0-9.:_-]+$/.test(text))
      throw new ConfigError(`${name} has to be a host name or an address, not "${text}"`);
    return text ?? fallback;
  }

  hosts(name: string): readonly string[] {
    const hosts = (this.text(name) ?? '').split(/[\s,]+/).filter((host) => host !== '');
    const bad = hosts.find((host) => !/^[A-Za-z0-9.:_-]+$/.test(host));
    if (bad !== undefined) throw new ConfigError(`${name} has to be host names or addresses with commas, not "${bad}"`);
    return hosts;
  }

  url(name: string, protocols: readonly string[]): string | null {
    const text = this.text(name);
    if (text === null) return null;
    const shape = protocols.map((protocol) => `${protocol}//…`).join(' or ');
    // The value may hold a password: it is not repeated.
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
      throw new ConfigError(`${name} has to be an address like ${shape}`);
    return text;
  }

  secret(name: string): string | null {
    const text = this.text(name);
    if (text !== null && text.length < 16) throw new ConfigError(`${name} has to have 16 characters or more`);
    return text;
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === null) return fallback;
    const choice = choices.find((each) => each === text);
    if (choice === undefined) throw new ConfigError(`${name} has to be one of ${choices.join(', ')}, not "${text}"`);
    return choice;
  }
}

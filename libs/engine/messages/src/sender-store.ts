import { AppError, InputReader } from '@ruyi/contract/errors';
import { sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import { auditSender } from './audit-sender.js';
import { destinationOf } from './destination-of.js';
import { readMapping } from './inbound/gateway-mapping.js';
import type { MailSender, MessageChannel, SmsSender } from './message.js';
import type { SignedLinks } from './signed-links.js';

/** Port: keeps secrets unreadable in the database. `owner` is the tenant, or what else they belong to: what is sealed for one does not open for another. */
export interface SecretBox {
  seal(owner: string, plain: string): string;
  open(owner: string, sealed: string): string;
}

/** What the install itself offers: the operator's SMTP server, and the sinks of a development install. */
export interface InstallSenders {
  readonly smtp: MailSender | null;
  readonly mailSink: boolean;
  readonly smsSink: boolean;
}

type Provider = MailSender['provider'] | SmsSender['provider'];

interface ProviderShape {
  readonly settings: readonly string[];
  readonly required: readonly string[];
  readonly secrets: readonly string[];
}

/** What each provider wants to know; secrets never come back. */
export const PROVIDERS: Record<MessageChannel, Partial<Record<Provider, ProviderShape>>> = {
  mail: {
    smtp: {
      settings: ['host', 'port', 'secure', 'user', 'fromName', 'fromAddress'],
      required: ['host', 'port', 'fromAddress'],
      secrets: ['password'],
    },
    sink: { settings: ['fromName', 'fromAddress'], required: [], secrets: [] },
  },
  sms: {
    aliyun: {
      settings: ['signature', 'accessKeyId', 'region'],
      required: ['signature', 'accessKeyId'],
      secrets: ['accessKeySecret'],
    },
    tencent: {
      settings: ['signature', 'secretId', 'sdkAppId', 'region'],
      required: ['signature', 'secretId', 'sdkAppId'],
      secrets: ['secretKey'],
    },
    http: {
      settings: [
        'signature',
        'url',
        'method',
        'headers',
        'body',
        'success',
        'messageId',
        'receipt',
        'reply',
        'callbackAnswer',
      ],
      required: ['signature', 'url'],
      secrets: ['token'],
    },
    sink: { settings: ['signature'], required: [], secrets: [] },
  },
};

export interface StoredSender {
  readonly channel: MessageChannel;
  readonly provider: Provider;
  readonly settings: Readonly<Record<string, string>>;
  /** Which secrets are set; their values stay here. */
  readonly secretsSet: readonly string[];
  readonly ratePerMinute: number;
  readonly version: number;
}

/** One thing that an admin has still to do before the channel works, in order. */
export type SenderStep = 'chooseProvider' | 'fillSettings' | 'createTemplate' | 'sendTest';

export interface SenderStatus {
  readonly channel: MessageChannel;
  readonly ready: boolean;
  /** `sink`: nobody really receives anything. */
  readonly mode: 'tenant' | 'install' | 'sink' | 'none';
  readonly steps: readonly { readonly step: SenderStep; readonly done: boolean }[];
}

const MAX_RATE = 6000;

/** The tenant's senders, with their secrets sealed. */
export class SenderStore {
  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly install: InstallSenders,
    private readonly links: SignedLinks,
  ) {}

  async find(ctx: Context, channel: MessageChannel): Promise<StoredSender | null> {
    return this.database.transaction(ctx.tenantId, async (tx) => (await this.#load(ctx, tx, channel))?.shown ?? null);
  }

  async set(ctx: Context, channel: MessageChannel, input: unknown): Promise<StoredSender | null> {
    const reader = new InputReader();
    const body = reader.object(input, '', ['provider', 'settings', 'secrets', 'ratePerMinute', 'version']) ?? {};
    const offered = (Object.keys(PROVIDERS[channel]) as Provider[]).filter(
      (key) => key !== 'sink' || this.#hasSink(channel),
    );
    const provider = reader.oneOf(body['provider'], 'provider', offered);
    const rate =
      body['ratePerMinute'] === undefined
        ? 60
        : (reader.integer(body['ratePerMinute'], 'ratePerMinute', 1, MAX_RATE) ?? 60);
    if (!provider) throw AppError.invalid(reader.issues);
    const shape = PROVIDERS[channel][provider];
    if (!shape) throw AppError.invalid([{ path: 'provider', code: 'unknownOption' }]);
    const given = reader.object(body['settings'] ?? {}, 'settings', shape.settings) ?? {};
    const settings = readTexts(reader, given, 'settings');
    const newSecrets = readTexts(
      reader,
      reader.object(body['secrets'] ?? {}, 'secrets', shape.secrets) ?? {},
      'secrets',
    );
    for (const key of shape.required) if (!settings[key]) reader.fail(`settings.${key}`, 'required');
    checkSettings(reader, settings);
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const before = await this.#load(ctx, tx, channel);
      const known = before?.shown.provider === provider ? before.secrets : {};
      const stays = before !== null && destinationOf(before.shown.settings) === destinationOf(settings);
      const secrets = { ...(stays ? known : {}), ...newSecrets };
      for (const key of shape.secrets) {
        const optional = channel === 'mail' || key === 'token';
        if (!secrets[key] && (!optional || (known[key] !== undefined && usesSecret(settings))))
          reader.fail(`secrets.${key}`, 'required');
      }
      if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
      await tx.query(sql`insert into message_sender (tenant_id, channel, provider, settings, secret, rate_per_minute, updated_by)
        values (${ctx.tenantId}, ${channel}, ${provider}, ${JSON.stringify(settings)},
          ${Object.keys(secrets).length > 0 ? this.secrets.seal(ctx.tenantId, JSON.stringify(secrets)) : null}, ${rate}, ${ctx.userId})
        on conflict (tenant_id, channel) do update set provider = excluded.provider, settings = excluded.settings, secret = excluded.secret,
          rate_per_minute = excluded.rate_per_minute, updated_by = excluded.updated_by, updated_at = now(), version = message_sender.version + 1`);
      const is = { channel, provider, settings, ratePerMinute: rate };
      await tx.query(auditSender(ctx, before?.shown ?? null, is, Object.keys(newSecrets)));
    });
    return this.find(ctx, channel);
  }

  async status(ctx: Context, channel: MessageChannel): Promise<SenderStatus> {
    const [stored, [rows = []]] = await Promise.all([
      this.find(ctx, channel),
      this.database.read(ctx.tenantId, [
        sql`select exists (select 1 from message_template where tenant_id = ${ctx.tenantId} and channel = ${channel} and deleted_at is null) as template,
              exists (select 1 from message_recipient r join message_send s on s.tenant_id = r.tenant_id and s.id = r.send_id
                where r.tenant_id = ${ctx.tenantId} and s.channel = ${channel} and r.state = 'sent') as sent`,
      ]),
    ]);
    const installed = channel === 'mail' && this.install.smtp !== null;
    const sink = this.#hasSink(channel);
    const mode = stored && stored.provider !== 'sink' ? 'tenant' : installed ? 'install' : sink ? 'sink' : 'none';
    const ready = mode !== 'none';
    return {
      channel,
      ready,
      mode,
      steps: [
        { step: 'chooseProvider', done: mode === 'tenant' || mode === 'install' },
        { step: 'fillSettings', done: mode === 'tenant' || mode === 'install' },
        { step: 'createTemplate', done: rows[0]?.['template'] === true },
        { step: 'sendTest', done: rows[0]?.['sent'] === true },
      ],
    };
  }

  /** Throws `notConfigured` where nobody could send. */
  async mailSender(ctx: Context, tx: Transaction): Promise<MailSender> {
    const stored = await this.#load(ctx, tx, 'mail');
    if (stored?.shown.provider === 'smtp') {
      const { settings } = stored.shown;
      return {
        provider: 'smtp',
        host: settings['host'] ?? '',
        port: Number(settings['port'] ?? 465),
        secure: settings['secure'] !== 'false',
        ...(settings['user'] ? { user: settings['user'] } : {}),
        ...(stored.secrets['password'] ? { password: stored.secrets['password'] } : {}),
        fromName: settings['fromName'] ?? '',
        fromAddress: settings['fromAddress'] ?? '',
      };
    }
    if (this.install.smtp) return this.install.smtp;
    if (!this.install.mailSink) throw notConfigured();
    const settings = stored?.shown.settings ?? {};
    return {
      provider: 'sink',
      fromName: settings['fromName'] ?? '如意CRM',
      fromAddress: settings['fromAddress'] || 'noreply@ruyi.invalid',
    };
  }

  /** Throws `notConfigured` where nobody could send. */
  async smsSender(ctx: Context, tx: Transaction): Promise<SmsSender> {
    const stored = await this.#load(ctx, tx, 'sms');
    if (stored && stored.shown.provider !== 'sink') {
      const { settings, provider } = stored.shown;
      return {
        provider: provider as SmsSender['provider'],
        signature: settings['signature'] ?? '',
        settings,
        secrets: stored.secrets,
      };
    }
    if (!this.install.smsSink) throw notConfigured();
    const signature = stored?.shown.settings['signature'];
    const callback = await this.callbackToken(tx);
    return {
      provider: 'sink',
      signature: signature || (await this.#tenantName(tx)),
      settings: { callback },
      secrets: {},
    };
  }

  /** The secret part of the addresses to which the tenant's provider posts receipts and replies. */
  async callbackToken(tx: Transaction): Promise<string> {
    const [row] = await tx.query<{ callback_rotation: number }>(
      sql`select callback_rotation from message_sender where tenant_id = ${tx.tenantId} and channel = 'sms'`,
    );
    return this.links.issue('smsCallback', tx.tenantId, String(row?.callback_rotation ?? 0));
  }

  /** The instant from which the tenant's next message may go out; every caller gets another one. */
  async takeSlot(ctx: Context, tx: Transaction, channel: MessageChannel, defaultRate: number): Promise<Date> {
    const [row] = await tx.query<{ slot: Date }>(sql`
      insert into message_sender as s (tenant_id, channel, provider, settings, rate_per_minute, next_slot)
      values (${ctx.tenantId}, ${channel}, 'sink', '{}', ${defaultRate}, clock_timestamp() + make_interval(secs => 60.0 / ${defaultRate}::int))
      on conflict (tenant_id, channel) do update set next_slot = greatest(s.next_slot, clock_timestamp()) + make_interval(secs => 60.0 / s.rate_per_minute)
      returning next_slot - make_interval(secs => 60.0 / rate_per_minute) as slot`);
    return row?.slot ?? new Date();
  }

  #hasSink(channel: MessageChannel): boolean {
    return channel === 'mail' ? this.install.mailSink : this.install.smsSink;
  }

  async #tenantName(tx: Transaction): Promise<string> {
    const [row] = await tx.query<{ name: string }>(sql`select name from tenant where id = ${tx.tenantId}`);
    return row?.name ?? '';
  }

  async #load(
    ctx: Context,
    tx: Transaction,
    channel: MessageChannel,
  ): Promise<{ readonly shown: StoredSender; readonly secrets: Record<string, string> } | null> {
    const [row] = await tx.query(sql`select provider, settings, secret, rate_per_minute, version from message_sender
      where tenant_id = ${ctx.tenantId} and channel = ${channel}`);
    if (!row) return null;
    const sealed = row['secret'];
    const secrets =
      typeof sealed === 'string' ? (JSON.parse(this.secrets.open(ctx.tenantId, sealed)) as Record<string, string>) : {};
    return {
      shown: {
        channel,
        provider: row['provider'] as Provider,
        settings: row['settings'] as Record<string, string>,
        secretsSet: Object.keys(secrets),
        ratePerMinute: Number(row['rate_per_minute']),
        version: Number(row['version']),
      },
      secrets,
    };
  }
}

/** Whether a log-in or a token still stands in the settings. */
function usesSecret(settings: Readonly<Record<string, string>>): boolean {
  return settings['user'] !== undefined || Object.values(settings).some((text) => text.includes('{{token}}'));
}

function notConfigured(): AppError {
  return new AppError(422, 'notConfigured', { key: 'senderNotConfigured' });
}

function readTexts(reader: InputReader, values: Record<string, unknown>, path: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      if (value === null || value === '') return [];
      const text =
        typeof value === 'number' || typeof value === 'boolean'
          ? String(value)
          : reader.text(value, `${path}.${key}`, 4000);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function checkSettings(reader: InputReader, settings: Record<string, string>): void {
  const port = settings['port'];
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536))
    reader.fail('settings.port', 'outOfRange', { min: 1, max: 65535 });
  if (settings['fromAddress'] !== undefined && !/^[^\s@]+@[^\s@]+$/.test(settings['fromAddress']))
    reader.fail('settings.fromAddress', 'patternMismatch');
  if (settings['url'] !== undefined && !/^https?:\/\//.test(settings['url']))
    reader.fail('settings.url', 'patternMismatch');
  for (const kind of ['receipt', 'reply'] as const) {
    const [fault] = readMapping(settings[kind], kind).faults;
    if (fault !== undefined) reader.fail(`settings.${kind}`, 'patternMismatch', { line: fault });
  }
  if (settings['signature'] !== undefined && /[【】]/.test(settings['signature']))
    reader.fail('settings.signature', 'patternMismatch');
}

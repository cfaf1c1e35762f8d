import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { SmsSender } from '../message.js';
import { textAt } from '../text-at.js';
import { readMapping } from './gateway-mapping.js';
import type { InboundEvent, InboundKind } from './inbound-event.js';
import { plausibleTime } from './plausible-time.js';

/** More than any provider sends at once. */
const MOST = 1000;
const MOST_TEXT = 1000;

/** The clouds write times of their own country, without a zone. */
const PROVIDER_ZONE = 'Asia/Shanghai';

type Entry = Readonly<Record<string, unknown>>;

/** Reads a provider's callback. Entries that say nothing usable are left out: a provider repeats what it is refused. */
export function readCallback(
  sender: Pick<SmsSender, 'provider' | 'settings'>,
  kind: InboundKind,
  body: unknown,
): InboundEvent[] {
  const read = READERS[sender.provider];
  return read(kind, body, sender.settings)
    .slice(0, MOST)
    .filter((event) =>
      event.kind === 'reply' ? event.mobile !== '' : event.key !== null || event.providerId !== null,
    );
}

type Reader = (kind: InboundKind, body: unknown, settings: Readonly<Record<string, string>>) => InboundEvent[];

const READERS: Record<SmsSender['provider'], Reader> = {
  aliyun: (kind, body) => entriesOf(body).map(kind === 'receipt' ? aliyunReceipt : aliyunReply),
  tencent: (kind, body) => entriesOf(body).map(kind === 'receipt' ? tencentReceipt : tencentReply),
  http: gateway,
  sink: gateway,
};

/** SmsReport, by HTTP in batches. */
function aliyunReceipt(entry: Entry): InboundEvent {
  return {
    kind: 'receipt',
    key: text(entry, 'out_id'),
    providerId: text(entry, 'biz_id'),
    mobile: text(entry, 'phone_number'),
    delivered: entry['success'] === true || entry['success'] === 'true',
    code: text(entry, 'err_code'),
    at: chinaTime(text(entry, 'report_time')),
  };
}

/** SmsUp, by HTTP in batches. */
function aliyunReply(entry: Entry): InboundEvent {
  const at = text(entry, 'send_time');
  const reply = { mobile: text(entry, 'phone_number') ?? '', text: text(entry, 'content') ?? '' };
  return replyOf(reply, { id: text(entry, 'sequence_id'), said: at, at: chinaTime(at) });
}

function tencentReceipt(entry: Entry): InboundEvent {
  return {
    kind: 'receipt',
    key: null,
    providerId: text(entry, 'sid'),
    mobile: withCountry(entry),
    delivered: text(entry, 'report_status') === 'SUCCESS',
    code: text(entry, 'errmsg'),
    at: chinaTime(text(entry, 'user_receive_time')),
  };
}

function tencentReply(entry: Entry): InboundEvent {
  const at = plausibleTime(Number(entry['time']) * 1000);
  return replyOf({ mobile: withCountry(entry) ?? '', text: text(entry, 'text') ?? '' }, { id: null, said: at, at });
}

/** A gateway of the tenant's own, and the sink: by the mapping in its settings. */
function gateway(kind: InboundKind, body: unknown, settings: Readonly<Record<string, string>>): InboundEvent[] {
  const { mapping } = readMapping(settings[kind], kind);
  const at = (entry: Entry, name: string): string | null => cut(textAt(entry, mapping[name] ?? name));
  const list = mapping.list === '' ? body : listAt(body, mapping.list);
  return entriesOf(list).map((entry) => {
    if (kind === 'reply')
      return replyOf(
        { mobile: at(entry, 'mobile') ?? '', text: at(entry, 'text') ?? '' },
        { id: at(entry, 'id'), said: null, at: null },
      );
    const good = new Set((mapping['delivered'] ?? '').split(',').map((each) => each.trim()));
    const status = at(entry, 'status') ?? '';
    return {
      kind: 'receipt',
      key: at(entry, 'key'),
      providerId: at(entry, 'id'),
      mobile: at(entry, 'mobile'),
      delivered: good.has(status),
      code: at(entry, 'code') ?? (status || null),
      at: null,
    };
  });
}

function replyOf(
  { mobile, text: words }: { readonly mobile: string; readonly text: string },
  about: { readonly id: string | null; readonly said: string | null; readonly at: string | null },
): InboundEvent {
  // A gateway without ids may say the same twice: within a minute that is one answer.
  const moment = about.said ?? new Date().toISOString().slice(0, 16);
  const once = about.id
    ? `id ${about.id}`
    : createHash('sha256').update([mobile, words, moment].join('\n')).digest('base64url');
  return { kind: 'reply', mobile, text: words, at: about.at, once };
}

function entriesOf(body: unknown): Entry[] {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  return list.filter((each): each is Entry => typeof each === 'object' && each !== null && !Array.isArray(each));
}

function listAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<string, unknown>)[key];
  }, body);
}

function text(entry: Entry, key: string): string | null {
  return cut(textAt(entry, key));
}

function cut(value: string | undefined): string | null {
  const clean = value?.replaceAll('\0', '').trim().slice(0, MOST_TEXT);
  return clean ? clean.toWellFormed() : null;
}

function withCountry(entry: Entry): string | null {
  const mobile = text(entry, 'mobile');
  const country = text(entry, 'nationcode');
  return mobile === null || country === null || country === '86' || mobile.startsWith('+')
    ? mobile
    : `+${country}${mobile}`;
}

function chinaTime(words: string | null): string | null {
  if (words === null) return null;
  const at = DateTime.fromSQL(words, { zone: PROVIDER_ZONE });
  return at.isValid ? plausibleTime(at.toMillis()) : null;
}

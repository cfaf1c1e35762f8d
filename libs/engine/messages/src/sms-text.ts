import type { SmsKind } from './message.js';

/** Characters of one SMS; a longer text goes out in parts of 67 (GSM 03.40 concatenation, UCS-2). */
const SINGLE = 70;
const PART = 67;

/** What every marketing SMS in China ends with. */
export const OPT_OUT_NOTICE = '拒收请回复R';

export interface SmsText {
  readonly text: string;
  /** In UTF-16 code units, as the network counts. */
  readonly length: number;
  readonly parts: number;
}

/** The exact text that the phone shows: 【签名】, the text, and the opt-out notice of marketing. */
export function smsText(signature: string, body: string, kind: SmsKind | null): SmsText {
  const notice = kind === 'marketing' && !body.trimEnd().endsWith(OPT_OUT_NOTICE) ? ` ${OPT_OUT_NOTICE}` : '';
  const text = `【${signature}】${body.trim()}${notice}`;
  return { text, length: text.length, parts: text.length <= SINGLE ? 1 : Math.ceil(text.length / PART) };
}

export type SmsWarning = 'tooLong' | 'onlyVariables' | 'debtCollection' | 'wechat' | 'link' | 'brackets';

const MAX_LENGTH = 500;

/** What providers are known to refuse, before they do. `linkField`: one of the merged fields holds a web address. */
export function smsWarnings(body: string, linkField = false): SmsWarning[] {
  const fixed = body.replace(/\{\{[^{}]*\}\}/g, '').trim();
  const warnings: [SmsWarning, boolean][] = [
    ['tooLong', body.length > MAX_LENGTH],
    ['onlyVariables', fixed === '' && body.includes('{{')],
    ['debtCollection', /催款|催收|催缴|欠款|逾期未还|讨债/.test(body)],
    ['wechat', /加\s*(?:(?:我|一下|个)(?:的)?|的)?\s{0,9}(?:微信|薇信|v信|vx|wx)/i.test(body)],
    ['link', linkField || /(https?:\/\/|www\.|\w\.(com|cn|net)\b)\S*\{\{/i.test(body)],
    ['brackets', /[【】]/.test(body)],
  ];
  return warnings.filter(([, found]) => found).map(([warning]) => warning);
}

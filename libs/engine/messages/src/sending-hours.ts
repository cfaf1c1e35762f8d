import { DateTime } from 'luxon';
import type { SmsKind } from './message.js';

/** Marketing SMS go out from 8:00 to 21:00 only (通信短信息服务管理规定 and the carriers' rules). */
const FIRST_HOUR = 8;
const LAST_HOUR = 21;

/** When a message of this kind may go out: now, or the next morning. */
export function nextSendingTime(kind: SmsKind | null, now: Date, timeZone: string): Date {
  if (kind !== 'marketing') return now;
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  if (local.hour >= FIRST_HOUR && local.hour < LAST_HOUR) return now;
  const day = local.hour >= LAST_HOUR ? local.plus({ days: 1 }) : local;
  return day.startOf('day').set({ hour: FIRST_HOUR }).toJSDate();
}

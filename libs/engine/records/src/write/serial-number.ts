import type { SerialRule } from '@ruyi/contract/metadata';
import { sql, type Context, type Transaction } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { DateTime } from 'luxon';

const DEFAULT_RULE: SerialRule = { format: '{yyyy}{MM}{dd}-{0000}', reset: 'day' };
const PERIODS = { never: '', year: 'yyyy', month: 'yyyyMM', day: 'yyyyMMdd' } as const;

/** The number's text: `HT-{yyyy}{MM}-{0000}` with 12 in March 2026 → `HT-202603-0012`. */
export function serialText(rule: SerialRule, value: number, at: DateTime): string {
  return rule.format.replace(/\{(yyyy|yy|MM|dd|0+)\}/g, (_match, token: string) =>
    token.startsWith('0') ? String(value).padStart(token.length, '0') : at.toFormat(token),
  );
}

/**
 * Takes the next number of every serial field of a new record. The counter's row stays locked until the transaction
 * ends, so numbers are given once, and a rolled-back record leaves no gap.
 */
export async function nextSerials(ctx: Context, tx: Transaction, module: ModuleModel): Promise<Record<string, string>> {
  const [serials] = await serialsForMany(ctx, tx, module, 1);
  return serials ?? {};
}

/** As {@link nextSerials}, for so many new records: of each its numbers by field. */
export async function serialsForMany(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  count: number,
): Promise<Record<string, string>[]> {
  const taken = Array.from({ length: count }, (): Record<string, string> => ({}));
  if (count === 0) return taken;
  const now = DateTime.now().setZone(ctx.timeZone);
  for (const field of module.fields.values()) {
    if (field.type !== 'serial' || field.retired) continue;
    const rule = field.serial ?? DEFAULT_RULE;
    const period = rule.reset === 'never' ? '' : now.toFormat(PERIODS[rule.reset]);
    const [row] = await tx.query<{ value: number }>(
      sql`insert into serial_counter as c (tenant_id, module_key, field_key, period, value)
          values (${ctx.tenantId}, ${module.key}, ${field.key}, ${period}, ${(rule.start ?? 1) + count - 1})
          on conflict (tenant_id, module_key, field_key, period) do update set value = c.value + ${count}
          returning value`,
    );
    const last = Number(row?.value ?? 0);
    taken.forEach((serials, index) => {
      serials[field.key] = serialText(rule, last - count + 1 + index, now);
    });
  }
  return taken;
}

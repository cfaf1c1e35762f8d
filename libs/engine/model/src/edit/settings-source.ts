import { randomInt } from 'node:crypto';
import type { ParseResult, SettingsEnvironment } from '@ruyi/contract/field-values';
import { FILTER_LIMITS, checkFilter, parseFilter } from '@ruyi/contract/query';
import type { FilterNode } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { cleanRichText } from '@ruyi/engine/rich-text';
import { isPattern, matchesPattern } from '../safe-pattern.js';
import type { ModuleModel, TenantModel } from '../tenant-model.js';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Six of [a-z0-9]. */
export function randomKey(): string {
  return Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** What an admin's field definition is checked against; `own` is the field that is changed, if there is one yet. */
export function settingsSource(
  ctx: Context,
  model: TenantModel,
  { module, own }: { readonly module: ModuleModel; readonly own?: string },
): SettingsEnvironment {
  return {
    values: {
      timeZone: ctx.timeZone,
      baseCurrency: ctx.baseCurrency,
      matchesPattern,
      cleanHtml: cleanRichText,
    },
    modules: [...model.modules.values()].filter((module) => module.enabled).map((module) => module.key),
    readCondition: (input) => readCondition(ctx, module, own, input),
    isPattern,
    newOptionKey: () => `o_${randomKey()}`,
  };
}

const AT = 'condition';

/** Of fields in use of the same record, other than the one that it is about. */
function readCondition(
  ctx: Context,
  module: ModuleModel,
  own: string | undefined,
  input: unknown,
): ParseResult<FilterNode> {
  const parsed = parseFilter(input, FILTER_LIMITS, AT);
  const checked = parsed.ok
    ? checkFilter(
        parsed.filter,
        (key) => {
          const field = module.fields.get(key);
          return field && key !== own && !field.retired && !field.hidden ? field : undefined;
        },
        ctx,
        AT,
      )
    : parsed;
  if (checked.ok) return { ok: true, value: checked.filter };
  return {
    ok: false,
    issues: checked.issues.map((issue) => ({ ...issue, path: issue.path.slice(AT.length).replace(/^\./, '') })),
  };
}

import { randomInt } from 'node:crypto';
import type { SettingsEnvironment } from '@ruyi/contract/field-values';
import { RE2JS } from 're2js';
import type { Context } from '@ruyi/engine/context';
import type { TenantModel } from '../tenant-model.js';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Six of [a-z0-9]. */
export function randomKey(): string {
  return Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** What an admin's field definition is checked against. */
export function settingsSource(ctx: Context, model: TenantModel): SettingsEnvironment {
  return {
    values: {
      timeZone: ctx.timeZone,
      baseCurrency: ctx.baseCurrency,
      matchesPattern: (pattern, text) => RE2JS.compile(pattern).matches(text),
    },
    modules: [...model.modules.values()].filter((module) => module.enabled).map((module) => module.key),
    isPattern,
    newOptionKey: () => `o_${randomKey()}`,
  };
}

function isPattern(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

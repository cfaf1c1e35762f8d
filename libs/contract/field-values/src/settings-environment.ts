import type { FieldKind, FilterNode } from '@ruyi/contract/metadata';
import type { ParseResult } from './parse-result.js';
import type { ValueEnvironment } from './value-environment.js';

/** What an admin's field definition is checked against. */
export interface SettingsEnvironment {
  readonly values: ValueEnvironment;
  /** Keys of the modules that a reference may point to. */
  readonly modules: readonly string[];
  /** Whether RE2 can compile the pattern; without it only the length is checked. */
  isPattern?(pattern: string): boolean;
  /** A condition on other fields of the module. */
  readCondition(input: unknown): ParseResult<FilterNode>;
  /** A key for an option that has none yet, never given out before in this field. */
  newOptionKey(): string;
}

/** Most of one thing that a field definition may hold. */
export const SETTINGS_LIMITS = { options: 500, label: 100, help: 500, pattern: 500, decimals: 8, stars: 10 } as const;

/** The most that `maxLength` may be, in characters or items. */
export const MAX_LENGTHS: Readonly<Partial<Record<FieldKind, number>>> = {
  text: 500,
  longText: 100_000,
  richText: 100_000,
  address: 500,
  multiSelect: 500,
  tags: 50,
  users: 100,
  references: 100,
  files: 50,
  images: 50,
};

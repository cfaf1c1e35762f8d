import type { Field } from '@ruyi/contract/metadata';

/** Offline GB/T 2260 data, loaded by {@link loadRegions}; a port, since the data are large and come later. */
export interface RegionNames {
  has(code: string): boolean;
  /** 北京市 朝阳区; undefined for an unknown code. */
  displayName(code: string): string | undefined;
}

/** What a value's meaning depends on beside its field. */
export interface ValueEnvironment {
  /** IANA name; the tenant's zone. */
  readonly timeZone: string;
  /** ISO 4217; the tenant's currency. */
  readonly baseCurrency: string;
  /** What the record holds now, in canonical form: a retired option that it already has stays valid. */
  readonly previous?: unknown;
  /** Without it a region's code is checked for its form only. */
  readonly regions?: RegionNames;
  /** Whole-value match of a tenant's pattern by an engine that cannot run away (RE2); without it patterns are left unchecked. */
  matchesPattern?(pattern: string, text: string): boolean;
  /** Takes out of a rich text what could do harm; without it the text stays as it came, so whoever stores it has one. */
  cleanHtml?(html: string): string;
  /** The name of a user, department, record or file, as the caller may see it. */
  nameOf?(field: Field, id: string): string | undefined;
}

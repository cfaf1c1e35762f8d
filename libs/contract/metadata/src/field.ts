import type { FieldKind } from './field-kind.js';
import type { FilterNode } from './filter.js';
import type { Label } from './label.js';

/** One choice of a select or multi-select. */
export interface Option {
  readonly key: string;
  readonly label: Label;
  /** `#rrggbb`. */
  readonly color?: string;
  /** Stays valid on records that have it; refused as a new value. */
  readonly retired?: boolean;
  /** The option that took the place of a retired one. */
  readonly replacedBy?: string;
}

/** A default is a fixed value, or one of these expressions, evaluated when the form opens or the record is created. */
export type DefaultExpression = { readonly expression: 'me' | 'myDepartment' | 'today' | 'now' };

/** The parts of a serial number: `HT-{yyyy}{MM}-{0000}`. */
export interface SerialRule {
  /** Literal text and the tokens `{yyyy} {yy} {MM} {dd}` and one run of zeros in braces, the counter's digits. */
  readonly format: string;
  /** When the counter starts again. */
  readonly reset: 'never' | 'year' | 'month' | 'day';
  readonly start?: number;
}

export type FieldWidth = 25 | 50 | 75 | 100;

/** Where a field comes from: `system` of every record, `shipped` with the product, `custom` made by the tenant. */
export type FieldOrigin = 'system' | 'shipped' | 'custom';

/** What an admin may set on a field, as far as its kind gives it a meaning (see {@link SETTINGS_BY_KIND}). */
export interface FieldSettings {
  readonly label: Label;
  readonly help?: Label;
  readonly placeholder?: Label;
  readonly required?: boolean;
  readonly unique?: boolean;
  /** Fast to filter and sort; a custom field takes one of the module's index slots. */
  readonly indexed?: boolean;
  readonly readOnly?: boolean;
  /** On no form, list, filter or export until it is shown again; keeps its data. */
  readonly hidden?: boolean;
  readonly default?: unknown;
  /** Bounds of numbers (inclusive), or of dates as `YYYY-MM-DD`. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** Digits after the point. */
  readonly decimals?: number;
  /** Lengths in characters (code points), or in items for lists. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression in RE2 syntax, matched against the whole value. */
  readonly pattern?: string;
  readonly patternMessage?: Label;
  /** A text with rules of its own: the unified social credit code of GB 32100-2015, with its check digit. */
  readonly format?: 'creditCode';
  /**
   * Conditions on other fields of the same record: when forms show the field, when it has to be filled, when it may not be
   * changed. One that is not shown need not be filled and keeps its value.
   */
  readonly showWhen?: FilterNode;
  readonly requiredWhen?: FilterNode;
  readonly readOnlyWhen?: FilterNode;
  readonly width?: FieldWidth;
  readonly options?: readonly Option[];
  /** How a select is drawn. */
  readonly display?: 'dropdown' | 'tiles';
  /** Number of stars of a rating, 1–10. */
  readonly stars?: number;
  /** ISO 4217; the tenant's base currency when absent. */
  readonly currency?: string;
  /** The module that a reference points to. */
  readonly target?: string;
  /** Set instead of `target` on a reference that may point to several modules; its value is `{module, id}`. Shipped fields only. */
  readonly targets?: readonly string[];
  readonly serial?: SerialRule;
  /** Kept in the history with before and after; true unless switched off. */
  readonly audited?: boolean;
}

export interface Field extends FieldSettings {
  readonly key: string;
  readonly type: FieldKind;
  readonly origin: FieldOrigin;
  /** Computed from other values: may be read, filtered and sorted, never written. */
  readonly derived?: boolean;
  /** Taken out of use by the admin; data are kept until purged. */
  readonly retired?: boolean;
  /** Part of the quick search (any part of the text, pinyin, initials). */
  readonly search?: boolean;
}

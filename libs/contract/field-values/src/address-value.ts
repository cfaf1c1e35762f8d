import type { Field } from '@ruyi/contract/metadata';
import { cleanText, codePointLength } from './clean-text.js';
import { compareText } from './compare-text.js';
import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { readLocation, type Location } from './location-value.js';
import { PART_OPERATORS } from './operator-sets.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { readRegion } from './region-value.js';
import { unknownKeyIssues } from './unknown-keys.js';
import type { ValueEnvironment } from './value-environment.js';

/** A region with the rest of the address, and where it is on the map. */
export interface Address {
  readonly region: string | null;
  readonly detail: string;
  readonly geo?: Location;
}

export const ADDRESS_LENGTH = 500;

function readDetail(input: unknown, field: Field): ParseResult<string> {
  if (input === null || input === undefined) return accepted<string>(null);
  const cleaned = cleanText(input, 'multiple');
  const max = Math.min(field.maxLength ?? ADDRESS_LENGTH, ADDRESS_LENGTH);
  if (cleaned.ok && cleaned.value !== null && codePointLength(cleaned.value) > max)
    return refused('tooLong', { params: { max } });
  return cleaned;
}

function readAddress(input: unknown, field: Field, env: ValueEnvironment): ParseResult<Address> {
  if (typeof input === 'string') {
    const detail = readDetail(input, field);
    if (!detail.ok) return detail;
    return accepted(detail.value === null ? null : { region: null, detail: detail.value });
  }
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.address' });
  const unknown = unknownKeyIssues(input, ['region', 'detail', 'geo']);
  const previous = isPlainObject(env.previous) ? env.previous.region : undefined;
  const region = isEmptyValue(input.region) ? accepted<string>(null) : readRegion(input.region, { ...env, previous });
  const detail = readDetail(input.detail, field);
  const geo = isEmptyValue(input.geo) ? accepted<Location>(null) : readLocation(input.geo);
  const issues = [
    ...unknown,
    ...(region.ok ? [] : prefixIssues('region', region.issues)),
    ...(detail.ok ? [] : prefixIssues('detail', detail.issues)),
    ...(geo.ok ? [] : prefixIssues('geo', geo.issues)),
  ];
  if (issues.length > 0 || !region.ok || !detail.ok || !geo.ok) return { ok: false, issues };
  if (region.value === null && detail.value === null && geo.value === null) return accepted<Address>(null);
  return accepted({ region: region.value, detail: detail.value ?? '', ...(geo.value ? { geo: geo.value } : {}) });
}

export const addressValue: FieldValueType<Address> = {
  operators: PART_OPERATORS,
  parse: readAddress,
  parseOperand: (input) => cleanText(input),
  format(value, _field, _locale, env) {
    const region = value.region === null ? '' : (env.regions?.displayName(value.region) ?? '');
    return [region, value.detail].filter((part) => part !== '').join(' ');
  },
  compare: (a, b) => compareText(a.region ?? '', b.region ?? '') || compareText(a.detail, b.detail),
  isEmpty: isEmptyValue,
};

import { isEmptyValue, type FieldValueType } from './field-value-type.js';
import { EMPTINESS_OPERATORS } from './operator-sets.js';
import { accepted, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { unknownKeyIssues } from './unknown-keys.js';

/** A point on the map, in degrees. */
export interface Location {
  readonly lng: number;
  readonly lat: number;
}

function readDegrees(input: unknown, path: 'lng' | 'lat', most: number): ParseResult<number> {
  if (typeof input !== 'number' || Number.isNaN(input))
    return refused('invalidType', { path, key: 'invalidType.number' });
  if (Math.abs(input) > most) {
    return refused('outOfRange', { path, key: 'outOfRange.between', params: { min: -most, max: most } });
  }
  return accepted(input === 0 ? 0 : input);
}

export function readLocation(input: unknown): ParseResult<Location> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.location' });
  const unknown = unknownKeyIssues(input, ['lng', 'lat']);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const lng = readDegrees(input.lng, 'lng', 180);
  const lat = readDegrees(input.lat, 'lat', 90);
  if (!lng.ok) return lng;
  if (!lat.ok) return lat;
  return accepted({ lng: lng.value ?? 0, lat: lat.value ?? 0 });
}

export const locationValue: FieldValueType<Location> = {
  operators: EMPTINESS_OPERATORS,
  parse: readLocation,
  parseOperand: readLocation,
  format: (value) => `${value.lng.toFixed(6)}, ${value.lat.toFixed(6)}`,
  compare: (a, b) => a.lng - b.lng || a.lat - b.lat,
  isEmpty: isEmptyValue,
};

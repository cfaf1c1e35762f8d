export { ADDRESS_LENGTH, type Address } from './address-value.js';
export { cleanText, codePointLength } from './clean-text.js';
export { compareText } from './compare-text.js';
export { creditCodeCheckCharacter, hasValidCreditCode } from './credit-code.js';
export { CURRENCIES, currencyDigits } from './currency-digits.js';
export { DATE_LIMITS, readDate } from './date-value.js';
export { readDateTime } from './date-time-value.js';
export type { DateRangeValue } from './date-range-value.js';
export { isEmail } from './email-value.js';
export { FIELD_VALUE_TYPES } from './field-value-types.js';
export { isEmptyValue, type FieldValueType } from './field-value-type.js';
export type { Location } from './location-value.js';
export { maskValue } from './mask-value.js';
export { canonicalMobile } from './mobile-value.js';
export { formatMoney, fromMinor, moneyMinor, toMinor, type Money } from './money-value.js';
export { normaliseUnique } from './normalise-unique.js';
export { STANDARD_STARS } from './number-value.js';
export * from './operator-sets.js';
export {
  compareFieldValues,
  formatFieldValue,
  isWritableKind,
  operatorsOf,
  parseFieldValue,
} from './parse-field-value.js';
export {
  parseFieldSettings,
  parseFieldSettingsPatch,
  type FieldSettingsPatch,
  type SettingsResult,
} from './parse-field-settings.js';
export { accepted, joinPath, prefixIssues, refused, type ParseResult } from './parse-result.js';
export { isPlainObject } from './plain-object.js';
export { POINTER_LIMITS, readId, type RecordPointer } from './pointer-value.js';
export { readLabel } from './read-label.js';
export { STANDARD_SERIAL } from './read-serial-rule.js';
export { isDefaultExpression } from './setting-readers.js';
export { MAX_LENGTHS, SETTINGS_LIMITS, type SettingsEnvironment } from './settings-environment.js';
export { TAG_LIMITS } from './tags-value.js';
export { canonicalTelephone } from './telephone-value.js';
export { TEXT_LENGTHS } from './text-value.js';
export { unknownKeyIssues } from './unknown-keys.js';
export { URL_LENGTH, webAddress } from './url-value.js';
export type { RegionNames, ValueEnvironment } from './value-environment.js';
export * from './zoned-time.js';
export { loadRegions } from './regions/load-regions.js';
export { parseAddress, type ParsedAddress } from './regions/parse-address.js';
export type { Region, RegionTree } from './regions/region-tree.js';

import type { Option } from '@ruyi/contract/metadata';
import type { FieldSettingsPatch } from '@ruyi/contract/field-values';
import type { FieldDefinition } from '../module-definition.js';
import type { FieldModel } from '../tenant-model.js';
import { refused } from './refuse.js';

/** Settings that an admin may change on the fields that every record has. */
const SYSTEM_SETTINGS: ReadonlySet<string> = new Set(['label', 'help', 'width']);

/** Refuses changes that would break what the product does with the field. `shipped` is its definition, if it ships. */
export function checkChange(field: FieldModel, patch: FieldSettingsPatch, shipped: FieldDefinition | undefined): void {
  if (field.origin === 'system') {
    const other = Object.keys(patch).find((name) => !SYSTEM_SETTINGS.has(name));
    if (other) throw refused(other, 'notAllowed', 'notAllowed.systemField');
  }
  if (field.origin !== 'custom' && patch.indexed !== undefined && Boolean(patch.indexed) !== Boolean(field.indexed)) {
    throw refused('indexed', 'notAllowed', 'notAllowed.shippedIndex');
  }
  if (patch.target !== undefined && patch.target !== field.target)
    throw refused('target', 'notAllowed', 'notAllowed.fixedSetting');
  if (field.relied) checkRelied(patch, shipped);
}

function checkRelied(patch: FieldSettingsPatch, shipped: FieldDefinition | undefined): void {
  if (patch.hidden) throw refused('hidden', 'notAllowed', 'notAllowed.reliedField');
  if (!shipped?.required) return;
  if (patch.required === false || patch.required === null)
    throw refused('required', 'notAllowed', 'notAllowed.reliedField');
  if (patch.readOnly) throw refused('readOnly', 'notAllowed', 'notAllowed.reliedField');
}

/** Refuses to take an option away that a behaviour sets or asks for. */
export function checkOptionMayGo(field: FieldModel, option: string, path: string): void {
  if (field.reliedOptions?.includes(option)) throw refused(path, 'notAllowed', 'notAllowed.reliedOption');
}

/**
 * The options that result from an admin's list: those left out are retired where records have them, gone where none
 * does. Answers the keys that have to be looked up when `used` is not known yet.
 */
export function mergeOptions(
  field: FieldModel,
  wanted: readonly Option[],
  used: ReadonlySet<string>,
): readonly Option[] {
  const kept = new Set(wanted.map(({ key }) => key));
  const left = (field.options ?? []).filter(({ key }) => !kept.has(key) && used.has(key));
  return [...wanted, ...left.map((option): Option => ({ ...option, retired: true }))];
}

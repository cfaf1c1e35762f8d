import { FIELD_VALUE_TYPES, loadRegions } from '@ruyi/contract/field-values';
import type { ModuleModel } from '@ruyi/engine/model';
import { REGIONS } from '../fill/made-up-customers.js';
import type { FloorSettings } from './floor-settings.js';

/** The texts of all options, and of the regions in use, by column (shipped fields) or key (custom ones). */
export async function floorLabels(module: ModuleModel): Promise<FloorSettings['labels']> {
  const environment = { timeZone: 'Asia/Shanghai', baseCurrency: 'CNY', regions: await loadRegions() };
  const labels: Record<string, Record<string, string>> = {};
  for (const field of module.fields.values()) {
    const values = field.type === 'region' ? REGIONS : (field.options?.map((option) => option.key) ?? []);
    if (field.type !== 'region' && field.type !== 'select') continue;
    const name = field.storage.at === 'columns' ? (field.storage.columns['value'] ?? field.key) : field.key;
    labels[name] = Object.fromEntries(
      values.map((value) => [value, FIELD_VALUE_TYPES[field.type].format(value, field, 'zh-CN', environment)]),
    );
  }
  return labels;
}

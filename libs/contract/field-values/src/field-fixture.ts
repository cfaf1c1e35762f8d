import type { Field, FieldKind, FieldSettings } from '@ruyi/contract/metadata';
import type { ValueEnvironment } from './value-environment.js';

/** A field for specs: valid by default, only what is under test spelled out. */
export function aField(type: FieldKind, settings: Partial<FieldSettings> = {}): Field {
  return { key: 'subject', type, origin: 'shipped', label: { zh: '主题' }, ...settings };
}

export const SHANGHAI: ValueEnvironment = { timeZone: 'Asia/Shanghai', baseCurrency: 'CNY' };

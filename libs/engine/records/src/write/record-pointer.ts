import type { RecordPointer } from '@ruyi/contract/field-values';

/** Whether a reference's value names its module too. */
export function isPointer(value: unknown): value is RecordPointer {
  return typeof value === 'object' && value !== null && 'module' in value && 'id' in value;
}

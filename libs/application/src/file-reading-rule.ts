import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { RecordReader } from '@ruyi/engine/records';
import type { FileOwnership, StoredFile } from '@ruyi/platform/files';

/** Who uploaded a file may read it, and whoever may read a record's field that shows it. */
export function fileReadingRule(
  reader: RecordReader,
): (ctx: Context, file: StoredFile & FileOwnership) => Promise<boolean> {
  return async (ctx, file) => {
    if (ctx.userId === null || file.uploadedBy === ctx.userId) return true;
    if (!file.module || !file.recordId) return false;
    try {
      const record = await reader.get(ctx, file.module, file.recordId);
      return Object.values(record).some(
        (value) => value === file.id || (Array.isArray(value) && value.includes(file.id)),
      );
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return false;
      throw error;
    }
  };
}

import { AppError, type MessageKey } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import type { DuplicateMatch } from './duplicate-match.js';

/** 409 with what is there already, as far as the caller may know. */
export function alikeError(module: ModuleModel, matches: readonly DuplicateMatch[], key: MessageKey): AppError {
  const fields = new Set(matches.map(({ field }) => field ?? ''));
  return new AppError(409, 'notUnique', {
    key,
    issues: [...fields].map((path) => ({ path, code: 'notUnique', key })),
    meta: { module: module.key, duplicates: matches },
  });
}

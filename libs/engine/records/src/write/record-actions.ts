import { AppError } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import type { RecordActionHandler } from './record-action.js';

/** The actions that can be asked for, by key. */
export class RecordActions {
  readonly #handlers = new Map<string, RecordActionHandler>();

  register(...handlers: readonly RecordActionHandler[]): void {
    for (const handler of handlers) {
      if (this.#handlers.has(handler.key)) throw new Error(`two handlers for the action ${handler.key}`);
      this.#handlers.set(handler.key, handler);
    }
  }

  /** The handler, or 404 when the module does not offer the action. */
  getOrThrow(module: ModuleModel, key: string): RecordActionHandler {
    const handler = this.#handlers.get(key);
    if (!handler || (handler.origin === 'module' && !module.actions.some((action) => action.key === key)))
      throw AppError.notFound();
    return handler;
  }
}

import { newId, type Context } from '@ruyi/engine/context';
import { lockRecord } from './lock-parents.js';
import { planUpdate } from './plan-update.js';
import type { ActionRequest } from './record-action.js';
import type { Values } from './record-change.js';
import { inSession, type CommandParts } from './record-commands.js';
import type { StoredRecord } from './stored-record.js';
import { checkVersion, readVersion } from './version-check.js';
import type { WriteSession } from './write-session.js';

/** A record after a command, and the change set to undo it by; null when nothing changed. */
export interface Written {
  readonly record: StoredRecord;
  readonly changeSet: string | null;
}

/** Changes fields of a record. */
export class UpdateRecord {
  constructor(private readonly parts: CommandParts) {}

  async run(ctx: Context, target: { readonly module: string; readonly id: string }, body: Values): Promise<Written> {
    const { version, ...changes } = body;
    const expected = readVersion(version);
    return inSession(this.parts, ctx, async (session) => {
      const changeSet = newId();
      const module = session.module(target.module);
      const request = { module, id: target.id, params: changes, changeSet, version: expected };
      const before = await this.#lock(session, request);
      const record = await this.#write(session, request, before);
      return { record, changeSet: record === before ? null : changeSet };
    });
  }

  /** As part of a larger command. */
  async apply(session: WriteSession, request: ActionRequest<Values>): Promise<StoredRecord> {
    return this.#write(session, request, await this.#lock(session, request));
  }

  async #lock(session: WriteSession, request: ActionRequest<Values>): Promise<StoredRecord> {
    const found = await lockRecord(session, request.module, request.id, request.params);
    const record = await session.mustMay('edit', request.module, found?.deletedAt === null ? found : undefined);
    checkVersion(session, record, request.version);
    return record;
  }

  async #write(session: WriteSession, request: ActionRequest<Values>, before: StoredRecord): Promise<StoredRecord> {
    const change = await planUpdate(session, request, before);
    return change ? (await this.parts.writer.write(session, change)).after : before;
  }
}

import { fieldRights, parentField } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import { checkReferences } from './check-references.js';
import { conditionIssues } from './conditional-fields.js';
import { lockRecord } from './lock-parents.js';
import { readInput } from './read-input.js';
import type { ActionRequest } from './record-action.js';
import type { Values } from './record-change.js';
import { inSession, type CommandParts } from './record-commands.js';
import { sameValue } from './same-value.js';
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
      const before = await this.#lock(session, { module, id: target.id, version: expected });
      const record = await this.#write(session, { module, id: target.id, params: changes, changeSet }, before);
      return { record, changeSet: record === before ? null : changeSet };
    });
  }

  /** As part of a larger command. */
  async apply(session: WriteSession, request: ActionRequest<Values>): Promise<StoredRecord> {
    return this.#write(session, request, await this.#lock(session, request));
  }

  async #lock(session: WriteSession, request: Pick<ActionRequest, 'module' | 'id' | 'version'>): Promise<StoredRecord> {
    const found = await lockRecord(session, request.module, request.id);
    const record = await session.mustMay('edit', request.module, found?.deletedAt === null ? found : undefined);
    checkVersion(session, record, request.version);
    return record;
  }

  async #write(session: WriteSession, request: ActionRequest<Values>, before: StoredRecord): Promise<StoredRecord> {
    const { actor } = session;
    const { module, changeSet } = request;
    const rights = fieldRights(module, actor, 'edit');
    const { values, issues } = readInput(session, module, request.params, { rights, before });
    const conditions = conditionIssues(session, module, {
      before,
      after: { ...before, ...values },
      given: values,
      rights,
    });
    const all = [...issues, ...conditions, ...(await checkReferences(session, module, values, before))];
    if (all.length > 0) throw AppError.invalid(all);
    if (Object.entries(values).every(([key, value]) => sameValue(value, before[key]))) return before;
    const parent = parentField(module);
    if (parent !== null && parent in values && !(await session.may('edit', module, { ...before, ...values }))) {
      throw new AppError(403, 'notAllowed', { issues: [{ path: parent, code: 'notAllowed' }] });
    }
    const written = await this.parts.writer.write(session, { module, action: 'update', before, values, changeSet });
    return written.after;
  }
}

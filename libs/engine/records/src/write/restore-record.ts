import { newId, type Context } from '@ruyi/engine/context';
import { lockRecord } from './lock-parents.js';
import type { ActionRequest } from './record-action.js';
import { inSession, type CommandParts } from './record-commands.js';
import type { StoredRecord } from './stored-record.js';
import { checkVersion } from './version-check.js';
import type { Written } from './update-record.js';
import type { WriteSession } from './write-session.js';

/** Takes a record out of the recycle bin; 409 names the fields whose values somebody else has taken meanwhile. */
export class RestoreRecord {
  constructor(private readonly parts: CommandParts) {}

  run(ctx: Context, target: { readonly module: string; readonly id: string }): Promise<Written> {
    return inSession(this.parts, ctx, async (session) => {
      const changeSet = newId();
      const record = await this.apply(session, {
        module: session.module(target.module),
        id: target.id,
        params: null,
        changeSet,
      });
      return { record, changeSet };
    });
  }

  /** As part of a larger command. */
  async apply(session: WriteSession, { module, id, version, changeSet }: ActionRequest<null>): Promise<StoredRecord> {
    const found = await lockRecord(session, module, id);
    const before = await session.mustMay('delete', module, found?.deletedAt !== null ? found : undefined);
    checkVersion(session, before, version);
    const values = { deletedAt: null, deletedBy: null };
    const written = await this.parts.writer.write(session, { module, action: 'restore', before, values, changeSet });
    return written.after;
  }
}

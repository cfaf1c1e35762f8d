import { newId, type Context } from '@ruyi/engine/context';
import type { RecordActions } from './record-actions.js';
import type { Values } from './record-change.js';
import { inSession, type CommandParts } from './record-commands.js';
import { readVersion } from './version-check.js';
import type { Written } from './update-record.js';

/** Does a named action to one record, in one transaction. */
export class RunAction {
  constructor(
    private readonly parts: CommandParts,
    private readonly actions: RecordActions,
  ) {}

  async run(
    ctx: Context,
    target: { readonly module: string; readonly id: string; readonly action: string },
    body: Values,
  ): Promise<Written> {
    const { version, ...params } = body;
    const expected = version === undefined ? undefined : readVersion(version);
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      const handler = this.actions.getOrThrow(module, target.action);
      const changeSet = newId();
      const record = await handler.apply(session, {
        module,
        id: target.id,
        params: await handler.parse(session, module, params),
        changeSet,
        ...(expected === undefined ? {} : { version: expected }),
      });
      return { record, changeSet };
    });
  }
}

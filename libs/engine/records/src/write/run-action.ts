import { newId, type Context } from '@ruyi/engine/context';
import type { DuplicateMatch } from '../duplicates/duplicate-match.js';
import { othersAlike } from '../duplicates/others-alike.js';
import { applyAction } from './apply-action.js';
import type { RecordActions } from './record-actions.js';
import type { Values } from './record-change.js';
import { inSession, type CommandParts } from './record-commands.js';
import { readVersion } from './version-check.js';
import type { Written } from './update-record.js';

/** What an action did, and what the company wants to be warned of. */
export interface Done extends Written {
  /** Records of others that are like one that has got another owner. */
  readonly alike: readonly DuplicateMatch[];
}

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
  ): Promise<Done> {
    const { version, ...params } = body;
    const expected = version === undefined ? undefined : readVersion(version);
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      const handler = this.actions.getOrThrow(module, target.action);
      const changeSet = newId();
      const record = await applyAction(session, handler, {
        module,
        id: target.id,
        params: await handler.parse(session, module, params),
        changeSet,
        ...(expected === undefined ? {} : { version: expected }),
      });
      const alike = handler.givesOwner ? await othersAlike(session, module, record, 'warn') : [];
      return { record, changeSet, alike };
    });
  }
}

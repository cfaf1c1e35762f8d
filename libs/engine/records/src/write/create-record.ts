import { fieldRights, mayEver } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import { newId, type Context } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { checkReferences } from './check-references.js';
import { defaultValues } from './default-values.js';
import { lockParents } from './lock-parents.js';
import { conditionIssues, missingRequired } from './conditional-fields.js';
import { readInput } from './read-input.js';
import type { RecordChange, Values } from './record-change.js';
import { inSession, type CommandParts } from './record-commands.js';
import { nextSerials } from './serial-number.js';
import { BLANK_RECORD } from './stored-record.js';
import type { WriteSession } from './write-session.js';

/** System keys that a caller may give a new record. */
const GIVEN_BY_CALLERS = ['ownerId', 'poolId'];
/** System keys that the system itself may give: import and demo data keep original times. */
const GIVEN_BY_SYSTEM = [
  ...GIVEN_BY_CALLERS,
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'ownedSince',
  'lastFollowUpAt',
];

export interface NewRecord {
  readonly module: ModuleModel;
  readonly body: Values;
  readonly changeSet: string;
}

/** Makes a record. */
export class CreateRecord {
  constructor(private readonly parts: CommandParts) {}

  run(ctx: Context, moduleKey: string, body: Values): Promise<RecordChange> {
    return inSession(this.parts, ctx, (session) =>
      this.apply(session, { module: session.module(moduleKey), body, changeSet: newId() }),
    );
  }

  /** As part of a larger command. */
  async apply(session: WriteSession, { module, body, changeSet }: NewRecord): Promise<RecordChange> {
    const { ctx, actor, model, tx } = session;
    if (!mayEver(model, actor, 'create', module.key)) throw AppError.notAllowed();
    const rights = fieldRights(module, actor, 'create');
    const also = ctx.userId === null ? GIVEN_BY_SYSTEM : GIVEN_BY_CALLERS;
    const input = readInput(session, module, body, { rights, before: null, also });
    const values: Record<string, unknown> = {
      ...defaultValues(ctx, module, new Set(Object.keys(body)), actor.user?.departmentId ?? null),
      ...input.values,
    };
    const given = new Set(input.issues.map(({ path }) => path.split('.')[0]));
    const asked = { before: null, after: values, given: input.values, rights };
    const missing = missingRequired(session, module, asked).filter(({ path }) => !given.has(path));
    const references = await checkReferences(session, module, input.values, null);
    const issues = [...input.issues, ...missing, ...conditionIssues(session, module, asked), ...references];
    if (issues.length > 0) throw AppError.invalid(issues);
    placeWithOwner(session, module, values);
    await this.#checkImage(session, module, values, 'ownerId' in body);
    Object.assign(values, await nextSerials(ctx, tx, module));
    return this.parts.writer.write(session, { module, action: 'create', before: null, values, changeSet });
  }

  /** The new record must be one that the caller may create; its parent stays as it is until the end. */
  async #checkImage(session: WriteSession, module: ModuleModel, values: Values, ownerGiven: boolean): Promise<void> {
    const image = { ...BLANK_RECORD, createdBy: session.ctx.userId, ...values };
    await lockParents(session, module, image);
    if (await session.may('create', module, image)) return;
    throw new AppError(403, 'notAllowed', ownerGiven ? { issues: [{ path: 'ownerId', code: 'notAllowed' }] } : {});
  }
}

/** A new record is its maker's, unless another owner or a pool is named. */
function placeWithOwner({ ctx }: WriteSession, module: ModuleModel, values: Record<string, unknown>): void {
  if (!module.owned) return;
  const now = new Date().toISOString();
  if (module.poolable && values['poolId']) {
    Object.assign(values, { ownerId: null, pooledAt: now });
    return;
  }
  // Without an owner it would be in no pool either, and nobody's.
  values['ownerId'] ??= ctx.userId;
  if (module.poolable && values['ownerId'] && !values['ownedSince']) values['ownedSince'] = values['createdAt'] ?? now;
}

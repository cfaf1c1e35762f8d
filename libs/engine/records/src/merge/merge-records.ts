import { AppError } from '@ruyi/contract/errors';
import { parentField } from '@ruyi/engine/access';
import { newId, type Context } from '@ruyi/engine/context';
import type { Notifications } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import { noticeParams } from '../write/notice-params.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import type { StoredRecord } from '../write/stored-record.js';
import { holdersOf, uniqueKey, uniqueStep } from '../write/unique-values.js';
import type { Written } from '../write/update-record.js';
import type { WriteSession } from '../write/write-session.js';
import { countMoves } from './count-moves.js';
import { joinSides } from './join-sides.js';
import { keepMerge } from './keep-merge.js';
import { lockMerged, type MergedRecords } from './merged-records.js';
import type { MergePreview, MergeRequest } from './merge-request.js';
import { moveReferences } from './move-references.js';
import type { MergePlan } from './plan-merge.js';
import { prepareMerge } from './prepare-merge.js';
import { refuseTooMany } from './refuse-too-many.js';
import { teamOfMerged } from './team-of-merged.js';

/** A merge that was found possible. */
interface Prepared extends MergedRecords {
  readonly module: ModuleModel;
  readonly plan: MergePlan;
}

/** 合并: makes one record of several that are the same, with everything that hangs on them, as one change set. */
export class MergeRecords {
  constructor(
    private readonly parts: CommandParts,
    private readonly notifications: Notifications,
  ) {}

  run(ctx: Context, moduleKey: string, request: MergeRequest): Promise<Written> {
    return inSession(this.parts, ctx, async (session) => {
      const { module, plan, ...merged } = await this.#prepare(session, moduleKey, request);
      const { writer } = this.parts;
      const changeSet = newId();
      const gone = merged.from.map(({ id }) => id);
      await refuseTooMany(session, module, gone);
      const binned = { deletedAt: new Date().toISOString(), deletedBy: ctx.userId };
      // First those that go: they give up the unique values that the one that stays may take.
      for (const before of merged.from) {
        const note = { into: merged.into.id };
        await writer.write(session, { module, action: 'merge', before, values: binned, changeSet, note });
      }
      const team = await teamOfMerged(session, merged, request.keepOwners);
      const written = await writer.write(session, {
        module,
        action: 'merge',
        before: merged.into,
        values: await this.#withoutTaken(session, module, merged, plan),
        changeSet,
        note: { merged: gone },
      });
      // Browsers hear of the merged records; what moved with them may be thousands.
      session.tellsOfEach = false;
      await moveReferences(writer, session, { ...merged, module, changeSet });
      session.tellsOfEach = true;
      const sides = await joinSides(session, module, merged, { after: written.after, team });
      await keepMerge(session, merged, written, sides);
      await this.#tellOwners(session, module, merged, request.keepOwners !== null);
      const [record] = await session.read(module, [merged.into.id]);
      return { record: record ?? written.after, changeSet };
    });
  }

  /** What it would do; changes nothing. */
  preview(ctx: Context, moduleKey: string, request: MergeRequest): Promise<MergePreview> {
    return inSession(this.parts, ctx, async (session) => {
      const { module, plan, ...merged } = await this.#prepare(session, moduleKey, request);
      const gone = merged.from.map(({ id }) => id);
      await refuseTooMany(session, module, gone);
      const moves = await countMoves(session, module, gone);
      const team = await teamOfMerged(session, merged, request.keepOwners);
      return { values: plan.chosen, moves, team: team.filter(({ before }) => before === null).length };
    });
  }

  async #prepare(session: WriteSession, moduleKey: string, request: MergeRequest): Promise<Prepared> {
    const module = session.module(moduleKey);
    const merged = await lockMerged(session, module, request);
    const plan = prepareMerge(session, module, merged, request);
    if (plan.issues.length > 0) throw AppError.invalid(plan.issues);
    const parent = parentField(module);
    const image = { ...merged.into, ...plan.values };
    if (parent !== null && parent in plan.values && !(await session.may('edit', module, image)))
      throw new AppError(403, 'notAllowed', { issues: [{ path: `values.${parent}`, code: 'notAllowed' }] });
    return { ...merged, module, plan };
  }

  /**
   * The values without unique ones that another record has and that the caller did not choose: an error would tell of what
   * the caller cannot read.
   */
  async #withoutTaken(
    session: WriteSession,
    module: ModuleModel,
    { into }: MergedRecords,
    { values, chosen }: MergePlan,
  ): Promise<Readonly<Record<string, unknown>>> {
    const after: StoredRecord = { ...into, ...values };
    const taken = uniqueStep(module, into, after).taken.filter(({ field }) => field in values && !(field in chosen));
    const held = await holdersOf(session.ctx, session.tx, module, taken);
    const lost = new Set(
      taken.filter(({ field, text }) => held.has(uniqueKey({ field, text }))).map(({ field }) => field),
    );
    return Object.fromEntries(Object.entries(values).filter(([key]) => !lost.has(key)));
  }

  /** Those whose records went; the notice opens what they may see then. */
  async #tellOwners(
    session: WriteSession,
    module: ModuleModel,
    { into, from }: MergedRecords,
    seesTheOther: boolean,
  ): Promise<void> {
    const notices = from.flatMap((record) => {
      if (record.ownerId === null || record.ownerId === into.ownerId) return [];
      const params = noticeParams(session, module, record);
      const shown = { module: module.key, id: seesTheOther ? into.id : record.id };
      return [{ kind: 'merged' as const, userId: record.ownerId, params, record: shown }];
    });
    await this.notifications.add(session.ctx, session.tx, notices);
  }
}

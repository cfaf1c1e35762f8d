import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { Notifications } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import { addTeamMember } from '../team/team-statements.js';
import type { ActionRequest, RecordActionHandler } from './record-action.js';
import type { Values } from './record-change.js';
import type { CommandParts } from './record-commands.js';
import { noticeParams } from './notice-params.js';
import { readByReference } from './related-records.js';
import type { StoredRecord } from './stored-record.js';
import { checkVersion } from './version-check.js';
import type { WriteSession } from './write-session.js';

export interface TransferParams {
  readonly owner: string;
  /** Whether the former owner stays on the team, and with which right. */
  readonly keep: 'read' | 'write' | null;
  /** Modules whose records of the former owner go along: 联系人, 商机, 合同. */
  readonly with: readonly string[];
}

/** 转移: gives a record to another owner. */
export class TransferAction implements RecordActionHandler<TransferParams> {
  readonly key = 'transfer';
  readonly origin = 'engine';
  readonly bulk = true;
  readonly givesOwner = true;

  constructor(
    private readonly parts: CommandParts,
    private readonly notifications: Notifications,
  ) {}

  parse(session: WriteSession, module: ModuleModel, params: Values): TransferParams {
    if (!module.owned) throw AppError.notFound();
    const reader = new ObjectReader(params);
    const owner = reader.requiredId('owner');
    const keep =
      typeof params['keepAsTeamMember'] === 'string'
        ? reader.oneOf('keepAsTeamMember', ['read', 'write'])
        : reader.flag('keepAsTeamMember');
    const along = reader.texts('with', 20) ?? [];
    const related = new Set(module.related.map((each) => each.module));
    for (const [index, key] of along.entries())
      if (!related.has(key) || !session.model.modules.get(key)?.owned) reader.fail(`with.${index}`, 'unknownOption');
    if (owner !== '' && !session.actor.data.users.get(owner)?.active) reader.fail('owner', 'notFound');
    reader.end();
    return { owner, keep: keep === true ? 'write' : keep || null, with: [...new Set(along)] };
  }

  async apply(session: WriteSession, request: ActionRequest<TransferParams>): Promise<StoredRecord> {
    const { module, id, params, version } = request;
    const [found] = await session.lock(module, [id]);
    const before = await session.mustMay('transfer', module, found?.deletedAt === null ? found : undefined);
    checkVersion(session, before, version);
    if (module.poolable && before['poolId']) throw new AppError(409, 'conflict', { key: 'conflict.inPool' });
    const after = await this.#move(session, request, before);
    for (const key of params.with)
      await this.#moveRelated(session, request, { module: session.module(key), from: before.ownerId });
    if (after !== before) {
      await this.notifications.add(session.ctx, session.tx, [
        {
          kind: 'transferred',
          userId: params.owner,
          params: noticeParams(session, module, after),
          record: { module: module.key, id },
        },
      ]);
    }
    return after;
  }

  async #move(
    session: WriteSession,
    { module, params, changeSet }: ActionRequest<TransferParams>,
    before: StoredRecord,
  ): Promise<StoredRecord> {
    if (before.ownerId === params.owner) return before;
    const { ctx, tx } = session;
    const values = { ownerId: params.owner, ...(module.poolable ? { ownedSince: new Date().toISOString() } : {}) };
    const written = await this.parts.writer.write(session, { module, action: 'transfer', before, values, changeSet });
    if (params.keep && before.ownerId) {
      await tx.query(addTeamMember(ctx, before.id, { userId: before.ownerId, access: params.keep, expiresAt: null }));
    }
    return written.after;
  }

  /** Those records of the related module that were the former owner's, as far as the caller may transfer them. */
  async #moveRelated(
    session: WriteSession,
    request: ActionRequest<TransferParams>,
    related: { readonly module: ModuleModel; readonly from: string | null },
  ): Promise<void> {
    const fields = request.module.related
      .filter((each) => each.module === related.module.key)
      .map((each) => each.field);
    for (const field of fields) {
      for (const record of await readByReference(session, related.module, field, request.id)) {
        if (record.ownerId !== related.from || !(await session.may('transfer', related.module, record))) continue;
        await this.#move(session, { ...request, module: related.module, id: record.id }, record);
      }
    }
  }
}

import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { Notifications } from '@ruyi/engine/events';
import type { ModuleModel } from '@ruyi/engine/model';
import { noticeParams } from '../write/notice-params.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import { addTeamMember, readTeam, removeTeamMember, type TeamEntry } from './team-statements.js';

export interface TeamItem extends TeamEntry {
  readonly name: string;
}

interface Target {
  readonly module: string;
  readonly id: string;
}

/** 团队成员: extra users of one record. A membership that has expired is none, from that instant on. */
export class RecordTeam {
  constructor(
    private readonly parts: CommandParts,
    private readonly notifications: Notifications,
  ) {}

  list(ctx: Context, target: Target): Promise<TeamItem[]> {
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      const [record] = await session.read(module, [target.id]);
      await session.mustMay('read', module, record);
      const rows = await session.tx.query<{ user_id: string; access: 'read' | 'write'; expires_at: Date | null }>(
        readTeam(ctx, target.id),
      );
      return rows.map((row) => ({
        userId: row.user_id,
        name: session.actor.data.users.get(row.user_id)?.name ?? '',
        access: row.access,
        expiresAt: row.expires_at?.toISOString() ?? null,
      }));
    });
  }

  put(ctx: Context, target: Target, entry: TeamEntry): Promise<void> {
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      const record = await this.#lock(session, module, target.id);
      if (!session.actor.data.users.get(entry.userId)?.active) throw AppError.notFound();
      await this.add(session, record, module, entry);
    });
  }

  remove(ctx: Context, target: Target, userId: string): Promise<void> {
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      await this.#lock(session, module, target.id);
      if (!session.actor.data.users.has(userId)) throw AppError.notFound();
      await session.tx.query(removeTeamMember(ctx, target.id, userId));
    });
  }

  /** As part of a larger command; the record is locked and the caller may change its team. */
  async add(session: WriteSession, record: StoredRecord, module: ModuleModel, entry: TeamEntry): Promise<void> {
    const { ctx, tx } = session;
    if (!session.actor.data.users.get(entry.userId)?.active)
      throw AppError.invalid([{ path: 'userId', code: 'notFound' }]);
    if (entry.expiresAt !== null && new Date(entry.expiresAt) <= new Date())
      throw AppError.invalid([{ path: 'expiresAt', code: 'outOfRange' }]);
    await tx.query(addTeamMember(ctx, record.id, entry));
    await this.notifications.add(ctx, tx, [
      {
        kind: 'teamAdded',
        userId: entry.userId,
        params: noticeParams(session, module, record),
        record: { module: module.key, id: record.id },
      },
    ]);
  }

  async #lock(session: WriteSession, module: ModuleModel, id: string): Promise<StoredRecord> {
    if (typeof module.access === 'object' && 'inherit' in module.access) throw AppError.notFound();
    const [record] = await session.lock(module, [id]);
    return session.mustMay('team', module, record?.deletedAt === null ? record : undefined);
  }
}

import { ObjectReader } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import type { ActionRequest, RecordActionHandler } from '../write/record-action.js';
import type { Values } from '../write/record-change.js';
import type { StoredRecord } from '../write/stored-record.js';
import { checkVersion } from '../write/version-check.js';
import type { WriteSession } from '../write/write-session.js';
import type { RecordTeam } from './record-team.js';
import { removeTeamMember, type TeamEntry } from './team-statements.js';

interface TeamParams extends TeamEntry {
  readonly remove: boolean;
}

/** Adds a member to, or removes one from, the teams of many records. */
export class TeamAction implements RecordActionHandler<TeamParams> {
  readonly key = 'team';
  readonly origin = 'engine';
  readonly bulk = true;

  constructor(private readonly team: RecordTeam) {}

  parse(session: WriteSession, _module: ModuleModel, params: Values): TeamParams {
    const reader = new ObjectReader(params);
    const userId = reader.requiredId('userId');
    const access = reader.oneOf('access', ['read', 'write']) ?? 'read';
    const expiresAt = reader.instant('expiresAt') ?? null;
    const remove = reader.flag('remove') ?? false;
    if (userId !== '' && !remove && !session.actor.data.users.get(userId)?.active) reader.fail('userId', 'notFound');
    if (expiresAt !== null && new Date(expiresAt) <= new Date()) reader.fail('expiresAt', 'outOfRange');
    reader.end();
    return { userId, access, expiresAt, remove };
  }

  async apply(
    session: WriteSession,
    { module, id, params, version }: ActionRequest<TeamParams>,
  ): Promise<StoredRecord> {
    const [found] = await session.lock(module, [id]);
    const record = await session.mustMay('team', module, found?.deletedAt === null ? found : undefined);
    checkVersion(session, record, version);
    if (params.remove) await session.tx.query(removeTeamMember(session.ctx, id, params.userId));
    else await this.team.add(session, record, module, params);
    return record;
  }
}

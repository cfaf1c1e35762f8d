import { AppError } from '@ruyi/contract/errors';
import type { RecordAction } from '@ruyi/contract/access';
import type { Context } from '@ruyi/engine/context';
import { explainAccess } from '@ruyi/engine/access';
import type { AccessExplanation, AccessReason, RecordImage, TeamMember } from '@ruyi/engine/access';
import { moduleOrThrow } from '@ruyi/engine/model';
import type { TenantModel } from '@ruyi/engine/model';
import { decodeRecord, readRecords } from '../write/stored-record.js';
import { parentPointer } from '../write/parent-pointer.js';
import { isRecordId } from './is-record-id.js';
import { namesOfRecords } from './display-names.js';
import { openReadSession } from './read-session.js';
import type { ReadPorts, ReadSession } from './read-session.js';

/** How deep a record's visibility may hang on another's. */
const PARENT_DEPTH = 3;

/** Answers why a user sees a record, or does not: for admins, who ask about others. */
export class AccessExplainer {
  constructor(private readonly ports: ReadPorts) {}

  /** Explains the user's right by the rules that decide it; 404 when there is no such record or user. */
  async explain(
    ctx: Context,
    moduleKey: string,
    id: string,
    about: { readonly userId: string; readonly action?: RecordAction },
  ): Promise<AccessExplanation> {
    const asking = await openReadSession(this.ports, { ...ctx, userId: null });
    const user = asking.actor.data.users.get(about.userId);
    moduleOrThrow(asking.model, moduleKey);
    const image = user && isRecordId(id) ? await imageOf(asking, moduleKey, id, PARENT_DEPTH) : null;
    if (!user || !image) throw AppError.notFound();
    // A disabled user is explained too, though nobody could act as one.
    const actor = user.active
      ? await this.ports.actors.of({ ...ctx, userId: user.id })
      : { user, data: asking.actor.data, pools: [] };
    const explanation = explainAccess(asking.model, actor, about.action ?? 'read', image);
    return { ...explanation, because: await withNames(asking, explanation.because) };
  }
}

async function imageOf(
  session: ReadSession,
  moduleKey: string,
  id: string,
  depth: number,
): Promise<RecordImage | null> {
  const module = session.model.modules.get(moduleKey);
  if (!module?.enabled) return null;
  const [rows = [], team = []] = await session.run([
    readRecords(module, session.ctx.tenantId, [id]),
    {
      text: 'select user_id, access, expires_at from team_member where tenant_id = $1 and record_id = $2',
      values: [session.ctx.tenantId, id],
    },
  ]);
  if (!rows[0]) return null;
  const record = decodeRecord(module, rows[0]);
  const pointer = parentPointer(module, record);
  return {
    module: moduleKey,
    id,
    values: record,
    team: team.map((row): TeamMember => ({
      userId: String(row['user_id']),
      access: row['access'] === 'write' ? 'write' : 'read',
      expiresAt: row['expires_at'] instanceof Date ? row['expires_at'] : null,
    })),
    parent: pointer && depth > 0 ? await imageOf(session, pointer.module, pointer.id, depth - 1) : null,
  };
}

/** Puts names beside the ids of pools and parent records. */
async function withNames(session: ReadSession, reasons: readonly AccessReason[]): Promise<readonly AccessReason[]> {
  const wanted = new Map<string, Set<string>>();
  const want = (module: string, id: string): void => void wanted.set(module, (wanted.get(module) ?? new Set()).add(id));
  for (const { params } of reasons) {
    if (params['pool']) want('pools', params['pool']);
    if (params['module'] && params['id']) want(params['module'], params['id']);
  }
  const names = await namesOfRecords(session, wanted);
  return reasons.map((reason) => {
    const { params } = reason;
    const name = params['pool']
      ? names.get('pools')?.get(params['pool'])
      : names.get(params['module'] ?? '')?.get(params['id'] ?? '');
    const module = moduleLabel(session.model, params['module'], session.ctx.locale);
    return { ...reason, params: { ...params, ...(name && { name }), ...(module && { moduleLabel: module }) } };
  });
}

function moduleLabel(model: TenantModel, key: string | undefined, locale: string): string | undefined {
  const label = key === undefined ? undefined : model.modules.get(key)?.label;
  return label && (locale === 'en' ? (label.en ?? label.zh) : label.zh);
}

import { AppError } from '@ruyi/contract/errors';
import { changedParts, newId, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { ApiKey } from '../entities/api-key.js';
import { User } from '../entities/user.js';
import { UserRole } from '../entities/user-role.js';
import { readNameOrThrow } from '../logins/read-name.js';
import { checkMayGrant, checkMayManage } from '../people/administrator.js';
import { auditedUser } from '../people/audited-user.js';
import { checkPlacement } from '../people/check-placement.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { issueApiKey } from './api-key-token.js';

/** A key as administrators see it: all but the key. */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  /** The user that it acts as, as histories name it. */
  readonly userId: string;
  readonly roleId: string;
  readonly createdAt: Date;
  readonly createdBy: { readonly id: string; readonly name: string } | null;
  readonly expiresAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly state: 'open' | 'expired' | 'revoked';
}

export interface ApiKeyInput {
  readonly name: string;
  readonly roleId: string;
  /** Absent or null: it does not expire. */
  readonly expiresInDays?: number | null | undefined;
}

/** Keys that a company may have open. */
const MOST = 100;
const DAY_MS = 86_400_000;

/** Makes, lists, changes and revokes the keys of a company's programs. */
export class ApiKeys {
  constructor(private readonly database: IdentityDatabase) {}

  async list(ctx: Context): Promise<readonly ApiKeyView[]> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select k.id, u.name, k.user_id as "userId", r.role_id as "roleId", k.created_at as "createdAt",
                 case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as "createdBy",
                 k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
                 case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'open' end as state
                 from api_key k join app_user u on u.tenant_id = k.tenant_id and u.id = k.user_id
                 left join user_role r on r.tenant_id = k.tenant_id and r.user_id = k.user_id
                 left join app_user c on c.tenant_id = k.tenant_id and c.id = k.created_by
                where k.tenant_id = $1 order by k.id desc`,
        values: [ctx.tenantId],
      },
    ]);
    return rows as unknown as ApiKeyView[];
  }

  async read(ctx: Context, id: string): Promise<ApiKeyView> {
    const key = (await this.list(ctx)).find((each) => each.id === id);
    if (!key) throw AppError.notFound();
    return key;
  }

  /** Answers the key itself, which nobody can ask for again. */
  async create(ctx: Context, input: ApiKeyInput): Promise<{ readonly id: string; readonly token: string }> {
    const name = readNameOrThrow(input.name, 'name', 50);
    const days = input.expiresInDays ?? null;
    return this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      await refuseTooMany(unit);
      await checkRole(unit, ctx, input.roleId);
      const [id, userId] = [newId(), newId()];
      await unit.rows(User).insert({ id: userId, name, state: 'active', service: true, notify: {} });
      await unit.rows(UserRole).insert({ userId, roleId: input.roleId });
      const { token, hash } = issueApiKey(ctx.tenantId);
      await unit.rows(ApiKey).insert({
        id,
        userId,
        tokenHash: hash,
        createdBy: ctx.userId,
        expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS),
      });
      const after = { name, roles: (await auditedUser(unit, ctx, userId)).roles ?? [], expiresInDays: days };
      const detail = { name, ...changedParts({}, after) };
      await recordAudit(unit, { userId: ctx.userId, action: 'key.create', subjectId: userId, detail });
      return { id, token };
    });
  }

  /** Another name or role; the key stays the same. */
  async change(ctx: Context, id: string, input: Partial<Pick<ApiKeyInput, 'name' | 'roleId'>>): Promise<void> {
    const name = input.name === undefined ? undefined : readNameOrThrow(input.name, 'name', 50);
    const { roleId } = input;
    await this.#changed(ctx, id, 'key.edit', async (unit, { userId }) => {
      if (name !== undefined) await unit.rows(User).update({ id: userId }, { name });
      if (roleId === undefined) return;
      await checkRole(unit, ctx, roleId);
      await unit.rows(UserRole).delete({ userId });
      await unit.rows(UserRole).insert({ userId, roleId });
    });
  }

  /** From the next request on it opens nothing; what it made stays, under its name. */
  async revoke(ctx: Context, id: string): Promise<void> {
    await this.#changed(ctx, id, 'key.revoke', async (unit, { userId }) => {
      await unit.rows(ApiKey).update({ id }, { revokedAt: new Date() });
      await unit.rows(User).update({ id: userId }, { state: 'disabled' });
    });
  }

  async #changed(
    ctx: Context,
    id: string,
    action: string,
    work: (unit: TenantUnit, key: ApiKey) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      const key = await unit.rows(ApiKey).lockOne({ id });
      if (!key || key.revokedAt) throw AppError.notFound();
      await checkMayManage(unit, ctx, key.userId);
      const was = await auditedUser(unit, ctx, key.userId);
      await work(unit, key);
      const is = await auditedUser(unit, ctx, key.userId);
      const detail = { name: is.name, ...changedParts(was, is) };
      await recordAudit(unit, { userId: ctx.userId, action, subjectId: key.userId, detail });
    });
  }
}

/** A key gets no more than who makes it may give. */
async function checkRole(unit: TenantUnit, ctx: Context, roleId: string): Promise<void> {
  try {
    await checkPlacement(unit, { roleIds: [roleId] }, null);
  } catch (error) {
    if (error instanceof AppError && error.issues.length > 0)
      throw AppError.invalid([{ path: 'roleId', code: 'notFound' }]);
    throw error;
  }
  await checkMayGrant(unit, ctx, [roleId]);
}

async function refuseTooMany(unit: TenantUnit): Promise<void> {
  const rows = await unit.tx.query<{ count: number }>({
    text: `select count(*)::int as count from api_key where tenant_id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    values: [unit.tenantId],
  });
  if ((rows[0]?.count ?? 0) >= MOST) throw new AppError(422, 'limitReached', { params: { max: MOST } });
}

import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { Invitation } from '../entities/invitation.js';
import { RoleRow } from '../entities/role-row.js';
import { normaliseEmail } from '../logins/login-name.js';
import { checkMayGrant } from '../people/administrator.js';
import { roleNames } from '../people/audited-user.js';
import { checkPlacement } from '../people/check-placement.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { INVITATION_DAYS, type InvitationIssuer, type IssuedInvitation } from './invitation-issuer.js';

export interface InvitationInput {
  /** Absent: salesperson. */
  readonly roleIds?: readonly string[] | undefined;
  readonly departmentId?: string | null | undefined;
  readonly superiorId?: string | null | undefined;
  readonly expiresInDays?: number | undefined;
  readonly maxUses?: number | undefined;
  /** Mailed there, and then for one person. */
  readonly email?: string | null | undefined;
}

export interface InvitationView {
  readonly id: string;
  readonly roleIds: readonly string[];
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly email: string | null;
  readonly userId: string | null;
  readonly inviter: { readonly id: string; readonly name: string };
  readonly maxUses: number;
  readonly uses: number;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly state: 'open' | 'used' | 'expired' | 'revoked';
}

/** Whoever scans a QR code in a meeting room: a team, not the public. */
const LINK_USES = 50;

/** Makes, lists and revokes invitation links. */
export class Invitations {
  constructor(
    private readonly database: IdentityDatabase,
    private readonly issuer: InvitationIssuer,
  ) {}

  async create(ctx: Context, input: InvitationInput, origin: string): Promise<IssuedInvitation> {
    const email = input.email ? normaliseEmail(input.email) : null;
    if (input.email && !email)
      throw AppError.invalid([{ path: 'email', code: 'patternMismatch', key: 'patternMismatch.email' }]);
    return this.database.transaction(ctx.tenantId, async (unit) => {
      const roleIds = [...new Set(input.roleIds ?? (await salesRole(unit)))];
      const { departmentId = null, superiorId = null } = input;
      await checkPlacement(unit, { departmentId, superiorId, roleIds }, null);
      await checkMayGrant(unit, ctx, roleIds);
      const draft = {
        userId: null,
        email,
        roleIds,
        departmentId,
        superiorId,
        maxUses: input.maxUses ?? (email ? 1 : LINK_USES),
        days: input.expiresInDays ?? INVITATION_DAYS,
      };
      const invitation = await this.issuer.issue(unit, ctx, draft, origin);
      const detail = {
        ...(email ? { email } : {}),
        before: { roles: null, maxUses: null },
        after: { roles: await roleNames(unit, ctx, roleIds), maxUses: draft.maxUses },
      };
      await recordAudit(unit, { userId: ctx.userId, action: 'invitation.create', subjectId: invitation.id, detail });
      return invitation;
    });
  }

  /** Newest first, the last 500. */
  async list(ctx: Context): Promise<readonly InvitationView[]> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select i.id, i.role_ids as "roleIds", i.department_id as "departmentId", i.superior_id as "superiorId", i.email, i.user_id as "userId",
                 jsonb_build_object('id', u.id, 'name', u.name) as inviter, i.max_uses as "maxUses", i.uses, i.expires_at as "expiresAt",
                 i.created_at as "createdAt",
                 case when i.revoked_at is not null then 'revoked' when i.uses >= i.max_uses then 'used'
                      when i.expires_at <= now() then 'expired' else 'open' end as state
                 from invitation i join app_user u on u.tenant_id = i.tenant_id and u.id = i.inviter_id
                where i.tenant_id = $1 order by i.id desc limit 500`,
        values: [ctx.tenantId],
      },
    ]);
    return rows as unknown as InvitationView[];
  }

  async revoke(ctx: Context, id: string): Promise<void> {
    await this.database.transaction(ctx.tenantId, async (unit) => {
      const found = await unit.rows(Invitation).update({ id }, { revokedAt: new Date() });
      if (found === 0) throw AppError.notFound();
      await recordAudit(unit, { userId: ctx.userId, action: 'invitation.revoke', subjectId: id });
    });
  }
}

async function salesRole(unit: TenantUnit): Promise<readonly string[]> {
  return (await unit.rows(RoleRow).find({ key: 'sales' })).map((role) => role.id);
}

import { newId, type Context } from '@ruyi/engine/context';
import { Invitation } from '../entities/invitation.js';
import { User } from '../entities/user.js';
import type { IdentityMailer } from '../passwords/identity-mailer.js';
import type { TenantUnit } from '../store/tenant-unit.js';
import { issueToken } from '../tokens/opaque-token.js';

/** An invitation whose link is known now and never again: only its hash is stored. */
export interface IssuedInvitation {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
}

export interface InvitationDraft {
  readonly userId: string | null;
  readonly email: string | null;
  readonly roleIds: readonly string[];
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly maxUses: number;
  readonly days: number;
}

export const INVITATION_DAYS = 7;

/** Makes invitation links and mails them. */
export class InvitationIssuer {
  constructor(private readonly mailer: IdentityMailer) {}

  async issue(unit: TenantUnit, ctx: Context, draft: InvitationDraft, origin: string): Promise<IssuedInvitation> {
    const { token, hash } = issueToken(unit.tenantId);
    const id = newId();
    const expiresAt = new Date(Date.now() + draft.days * 86_400_000);
    const { userId, email, departmentId, superiorId, maxUses, days } = draft;
    const inviter = ctx.userId === null ? null : await unit.rows(User).findOne({ id: ctx.userId });
    if (!inviter) throw new Error('Somebody has to invite.');
    await unit.rows(Invitation).insert({
      id,
      tokenHash: hash,
      inviterId: inviter.id,
      userId,
      email,
      roleIds: [...draft.roleIds],
      departmentId,
      superiorId,
      maxUses,
      uses: 0,
      expiresAt,
    });
    const { name: tenantName } = await unit.tenant();
    const url = `${origin}/join/${token}`;
    if (email) {
      const words = { tenantName, inviterName: inviter.name, days };
      const mail = { kind: 'invitation', to: email, locale: ctx.locale, url, ...words } as const;
      await this.mailer.promise(unit.tx, mail, ctx.requestId);
    }
    return { id, url, expiresAt: expiresAt.toISOString() };
  }

  /** A link for one user who exists already but cannot log in yet. */
  async forUser(
    unit: TenantUnit,
    ctx: Context,
    user: { readonly id: string; readonly email: string | null },
    origin: string,
  ): Promise<IssuedInvitation> {
    await unit.rows(Invitation).update({ userId: user.id }, { revokedAt: new Date() });
    const draft = {
      userId: user.id,
      email: user.email,
      roleIds: [],
      departmentId: null,
      superiorId: null,
      maxUses: 1,
      days: INVITATION_DAYS,
    };
    return this.issue(unit, ctx, draft, origin);
  }
}

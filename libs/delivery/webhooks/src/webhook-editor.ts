import { AppError, InputReader } from '@ruyi/contract/errors';
import { changedParts, newId, sql, type AuditedValue, type Context, type Transaction } from '@ruyi/engine/context';
import { auditWebhook } from './audit-webhook.js';
import { raiseModelVersion } from './raise-model-version.js';
import { readWebhook, type WebhookInput } from './read-webhook.js';
import type { Webhook, WebhookWithSecret } from './webhook.js';
import type { WebhookPorts } from './webhook-ports.js';
import { checkWebhookRole } from './webhook-role.js';
import { toWebhook, WEBHOOK_COLUMNS } from './webhook-rows.js';
import { newWebhookSecret } from './webhook-signature.js';

const MOST_WEBHOOKS = 50;
/** How long the secret before signs beside the new one. */
const OVERLAP_HOURS = 24;

/** Makes and changes webhooks. The caller has checked the permission. */
export class WebhookEditor {
  constructor(private readonly ports: WebhookPorts) {}

  async list(ctx: Context): Promise<Webhook[]> {
    const [rows = []] = await this.ports.database.read(ctx.tenantId, [
      {
        text: `select ${WEBHOOK_COLUMNS} from webhook where tenant_id = $1 order by created_at, id`,
        values: [ctx.tenantId],
      },
    ]);
    return rows.map(toWebhook);
  }

  async getOrThrow(ctx: Context, id: string): Promise<Webhook> {
    return this.ports.database.transaction(ctx.tenantId, (tx) => findOrThrow(tx, id));
  }

  /** The secret is in this answer only. */
  async create(ctx: Context, input: unknown): Promise<WebhookWithSecret> {
    const webhook = await this.#checked(ctx, input, null);
    const id = newId();
    const secret = newWebhookSecret();
    const sealed = this.ports.secrets.seal(ctx.tenantId, secret);
    return this.ports.database.transaction(ctx.tenantId, async (tx) => {
      await raiseModelVersion(tx);
      const others = await tx.query<{ name: string }>(sql`select name from webhook where tenant_id = ${ctx.tenantId}`);
      if (others.length >= MOST_WEBHOOKS)
        throw AppError.invalid([{ path: '', code: 'limitReached', params: { max: MOST_WEBHOOKS } }]);
      refuseSameName(others, webhook.name);
      const { name, url, events, roleId, enabled } = webhook;
      await tx.query(sql`insert into webhook (tenant_id, id, name, url, events, role_id, enabled, secret, created_by)
        values (${ctx.tenantId}, ${id}, ${name}, ${url}, ${events}, ${roleId}, ${enabled}, ${sealed}, ${ctx.userId})`);
      await auditWebhook(ctx, tx, { action: 'webhook.create', id, name, ...changedParts({}, settingsOf(webhook)) });
      return { ...(await findOrThrow(tx, id)), secret };
    });
  }

  /** Switching on again begins anew: nothing counts as failing. What waits when it is switched off has failed. */
  async change(ctx: Context, id: string, input: unknown): Promise<Webhook> {
    const known = await this.getOrThrow(ctx, id);
    const webhook = await this.#checked(ctx, input, known);
    return this.ports.database.transaction(ctx.tenantId, async (tx) => {
      await raiseModelVersion(tx);
      const before = await findOrThrow(tx, id, 'for update');
      if (before.version !== (webhook.version ?? known.version))
        throw new AppError(409, 'versionConflict', {
          issues: [{ path: 'version', code: 'versionConflict' }],
          meta: { version: before.version },
        });
      const others = await tx.query<{ name: string }>(
        sql`select name from webhook where tenant_id = ${ctx.tenantId} and id <> ${id}`,
      );
      refuseSameName(others, webhook.name);
      const { name, url, events, roleId, enabled } = webhook;
      const anew = enabled && (!before.enabled || url !== before.url);
      await tx.query(sql`update webhook set name = ${name}, url = ${url}, events = ${events}, role_id = ${roleId},
          enabled = ${enabled}, off_reason = null, version = version + 1, updated_at = now(),
          failing_since = case when ${anew} then null else failing_since end,
          paused_until = case when ${anew} then null else paused_until end
        where tenant_id = ${ctx.tenantId} and id = ${id}`);
      if (!enabled) await failWaiting(tx, id);
      await auditWebhook(ctx, tx, {
        action: 'webhook.edit',
        id,
        name,
        ...changedParts({ name: before.name, ...settingsOf(before) }, { name, ...settingsOf(webhook) }),
        ...(url === before.url ? {} : { fields: ['url'] }),
      });
      return findOrThrow(tx, id);
    });
  }

  async remove(ctx: Context, id: string): Promise<void> {
    await this.ports.database.transaction(ctx.tenantId, async (tx) => {
      await raiseModelVersion(tx);
      const { name } = await findOrThrow(tx, id, 'for update');
      await tx.pipeline([
        sql`delete from webhook_delivery where tenant_id = ${ctx.tenantId} and webhook_id = ${id}`,
        sql`delete from webhook where tenant_id = ${ctx.tenantId} and id = ${id}`,
      ]);
      await auditWebhook(ctx, tx, { action: 'webhook.delete', id, name });
    });
  }

  /** A new secret; the one before signs as well for a day, so that the receiver can be changed in peace. */
  async renewSecret(ctx: Context, id: string): Promise<WebhookWithSecret> {
    const secret = newWebhookSecret();
    const sealed = this.ports.secrets.seal(ctx.tenantId, secret);
    return this.ports.database.transaction(ctx.tenantId, async (tx) => {
      const { name } = await findOrThrow(tx, id, 'for update');
      await tx.query(sql`update webhook set former_secret = secret, secret = ${sealed},
          former_until = now() + make_interval(hours => ${OVERLAP_HOURS}), version = version + 1, updated_at = now()
        where tenant_id = ${ctx.tenantId} and id = ${id}`);
      await auditWebhook(ctx, tx, { action: 'webhook.secret', id, name });
      return { ...(await findOrThrow(tx, id)), secret };
    });
  }

  async #checked(
    ctx: Context,
    input: unknown,
    known: Webhook | null,
  ): Promise<WebhookInput & { readonly version: number | null }> {
    const [model, actor] = await Promise.all([this.ports.models.get(ctx), this.ports.actors.of(ctx)]);
    const reader = new InputReader();
    const webhook = readWebhook(reader, input, model, known);
    if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
    // To switch it off, nobody has to see what it sees.
    if (webhook.enabled || webhook.roleId !== known?.roleId) checkWebhookRole(model, actor, webhook);
    // One answer for an address inside and for a name that nobody knows: it is no way to look around in there.
    if (webhook.url !== known?.url && !(await this.ports.caller.reaches(new URL(webhook.url))))
      throw AppError.invalid([{ path: 'url', code: 'notAllowed', key: 'webhookUnreachable' }]);
    return webhook;
  }
}

async function findOrThrow(tx: Transaction, id: string, lock: '' | 'for update' = ''): Promise<Webhook> {
  const [row] = await tx.query({
    text: `select ${WEBHOOK_COLUMNS} from webhook where tenant_id = $1 and id = $2 ${lock}`,
    values: [tx.tenantId, id],
  });
  if (!row) throw AppError.notFound();
  return toWebhook(row);
}

/** Nothing is sent by a webhook that is off; by hand it can be sent again later. */
export async function failWaiting(tx: Transaction, webhookId: string): Promise<void> {
  await tx.query(sql`update webhook_delivery set state = 'failed', next_at = null, finished_at = now()
    where tenant_id = ${tx.tenantId} and webhook_id = ${webhookId} and state = 'waiting' and event <> 'test'`);
}

function refuseSameName(others: readonly { readonly name: string }[], name: string): void {
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw new AppError(409, 'notUnique', { issues: [{ path: 'name', code: 'notUnique' }] });
}

/** Of the address where it leads, and no more: what follows is a password with many receivers. */
function settingsOf({ url, events, roleId, enabled }: WebhookInput): Record<string, AuditedValue> {
  return { origin: new URL(url).origin, events, roleId, enabled };
}

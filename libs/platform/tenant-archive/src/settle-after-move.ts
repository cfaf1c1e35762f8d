import type { Client } from 'pg';

/** Seals for one tenant what was sealed for another; null when this install's secret does not open it. */
export type Reseal = (sealed: string, from: string, to: string) => string | null;

interface AfterMove {
  readonly tenantId: string;
  /** The id in the archive. */
  readonly from: string;
  readonly reseal: Reseal;
}

/**
 * What a copy may not simply go on with: sends and jobs that the first install may still do are cancelled, a tenant's
 * short name in search tokens is rewritten, and caches of an earlier tenant with this id are made void. Answers what was changed.
 */
export async function settleAfterMove(client: Client, { tenantId, from, reseal }: AfterMove): Promise<string[]> {
  const notes: string[] = [];
  const sends = await client.query(
    `update message_send set state = 'cancelled', finished_at = now(), lease_id = null, lease_until = null
     where tenant_id = $1 and state in ('scheduled', 'preparing', 'sending')`,
    [tenantId],
  );
  if (sends.rowCount) notes.push(`${sends.rowCount} sends that waited are cancelled here`);
  const jobs = await client.query(
    `update job_run set state = 'cancelled', finished_at = now() where tenant_id = $1 and state in ('waiting', 'active')`,
    [tenantId],
  );
  if (jobs.rowCount) notes.push(`${jobs.rowCount} jobs that had not ended are cancelled here`);
  // Their keys stay behind, as log-ins do: what they made keeps its name.
  const keys = await client.query(
    `update app_user set state = 'disabled' where tenant_id = $1 and service and state = 'active'`,
    [tenantId],
  );
  if (keys.rowCount) notes.push(`${keys.rowCount} API keys stay behind: make new ones here`);
  const senders = await client.query<{ channel: string; secret: string }>(
    'select channel, secret from message_sender where tenant_id = $1 and secret is not null',
    [tenantId],
  );
  for (const { channel, secret } of senders.rows) {
    const sealed = reseal(secret, from, tenantId);
    await client.query('update message_sender set secret = $3 where tenant_id = $1 and channel = $2', [
      tenantId,
      channel,
      sealed,
    ]);
    if (sealed === null)
      notes.push(`the password of the ${channel} sender was sealed by the other install: enter it again`);
  }
  const webhooks = await client.query<{ id: string; secret: string | null }>(
    'select id, secret from webhook where tenant_id = $1',
    [tenantId],
  );
  for (const { id, secret } of webhooks.rows) {
    // The first install may still send: two must not tell the same receiver.
    await client.query(
      `update webhook set secret = $3, former_secret = null, former_until = null, enabled = false, job_id = null
       where tenant_id = $1 and id = $2`,
      [tenantId, id, secret === null ? null : reseal(secret, from, tenantId)],
    );
  }
  if (webhooks.rowCount) {
    await client.query(
      `update webhook_delivery set state = 'failed', next_at = null, finished_at = now() where tenant_id = $1 and next_at is not null`,
      [tenantId],
    );
    notes.push(`${webhooks.rowCount} webhooks are off here: switch them on when the other install has ended`);
  }
  if (tenantId !== from) {
    await client.query(
      `update search_row set tokens = array(select $2 || substr(token, length($2) + 1) from unnest(tokens) token) where tenant_id = $1`,
      [tenantId, tokenPrefix(tenantId)],
    );
    notes.push(`the company's id is taken here: it is ${tenantId} now`);
  }
  // Seconds are ahead of any count of changes: no process has cached these versions.
  await client.query(
    `update tenant set model_version = greatest(model_version + 1, v.seconds), access_version = greatest(access_version + 1, v.seconds)
     from (select extract(epoch from now() - timestamptz '2026-01-01')::int as seconds) v where id = $1`,
    [tenantId],
  );
  return notes;
}

/** As search tokens begin: the last eight digits of the tenant's id (migrations/0007_search.sql). */
function tokenPrefix(tenantId: string): string {
  return tenantId.replaceAll('-', '').slice(-8);
}

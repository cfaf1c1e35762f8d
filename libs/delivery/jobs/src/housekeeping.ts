import { sql, type Database } from '@ruyi/engine/context';
import { identityHousekeeping, throttleHousekeeping } from '@ruyi/identity';
import type { Schedule } from './schedules.js';

const MINUTES_A_DAY = 1440;
/** Exports can be fetched, and uploads used, for as long. */
const DAYS_OF_UNUSED_FILES = 30;

/** Where files are. */
export interface UnusedFiles {
  removeUnused(tenantId: string, olderThanDays: number): Promise<number>;
}

/** Once a day and tenant, spread over the day: takes out what nobody reads any more. */
export function housekeeping(database: Database, files: UnusedFiles | null = null): Schedule {
  return {
    name: 'housekeeping',
    async run(tx, now) {
      const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
      const tenants = await tx.query<{ id: string }>(
        sql`select id from tenant where (hashtext(id::text) % ${MINUTES_A_DAY} + ${MINUTES_A_DAY}) % ${MINUTES_A_DAY} = ${minute}`,
      );
      if (minute % 60 === 0) await tx.pipeline(throttleHousekeeping());
      for (const { id } of tenants) {
        await database.transaction(id, (tenant) =>
          tenant.pipeline([
            sql`delete from feed_event where tenant_id = ${id} and created_at < now() - interval '1 hour'`,
            sql`delete from idempotency_key where tenant_id = ${id} and started_at < now() - interval '24 hours'`,
            sql`delete from notification where tenant_id = ${id} and created_at < now() - interval '180 days'`,
            sql`delete from webhook_delivery where tenant_id = ${id} and next_at is null and finished_at < now() - interval '30 days'`,
            ...identityHousekeeping(id),
            sql`delete from team_member where tenant_id = ${id} and expires_at < now() - interval '30 days'`,
          ]),
        );
        await files?.removeUnused(id, DAYS_OF_UNUSED_FILES);
      }
    },
  };
}

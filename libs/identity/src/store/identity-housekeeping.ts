import { sql, type Statement } from '@ruyi/engine/context';

/** Takes out what one company no longer needs; part of the nightly housekeeping. The audit log stays. */
export function identityHousekeeping(tenantId: string): readonly Statement[] {
  return [
    sql`delete from session where tenant_id = ${tenantId} and least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '30 days'`,
    sql`delete from password_reset where tenant_id = ${tenantId} and expires_at < now() - interval '30 days'`,
    sql`delete from invitation where tenant_id = ${tenantId} and least(expires_at, coalesce(revoked_at, expires_at)) < now() - interval '90 days'`,
  ];
}

/** The same for what is counted for nobody in particular. */
export function throttleHousekeeping(): readonly Statement[] {
  return [
    sql`delete from login_throttle where window_ends < now()`,
    sql`delete from request_rate where expire < extract(epoch from now()) * 1000`,
  ];
}

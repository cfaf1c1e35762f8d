import { newId } from '@ruyi/engine/context';
import type { TenantUnit } from '../store/tenant-unit.js';
import type { Audited } from './record-audit.js';

/**
 * Keeps that somebody was refused. What has the same `occasion` within a minute is one entry, which counts: whoever asks in a
 * loop does not fill the log, and its first entry says when it began.
 */
export async function recordRefusal(unit: TenantUnit, entry: Audited, occasion: string): Promise<void> {
  const { userId, action, subjectId = null, detail = {}, ip = null } = entry;
  await unit.tx.query({
    text: `insert into audit_log (tenant_id, id, user_id, action, subject_id, detail, ip, occasion)
           values ($1, $2, $3, $4, $5, $6, $7, $8::text || ' ' || floor(extract(epoch from now()) / 60)::text)
           on conflict (tenant_id, occasion) where occasion is not null do update set times = audit_log.times + 1`,
    values: [unit.tenantId, newId(), userId, action, subjectId, JSON.stringify(detail), ip, occasion],
  });
}

import { sql } from '@ruyi/engine/context';
import { isPointer, type BehaviourTools, type RecordBehaviour, type RecordChange } from '@ruyi/engine/records';

interface Target {
  readonly module: string;
  readonly id: string;
}

/**
 * A follow-up moves its target: 最后跟进 and, when it names one, 下次联系. A follow-up with a contact counts for the
 * contact's customer as well. One that names none settles a time that had come: it was kept, the target is not overdue.
 * Taking the latest one away gives the target back the one before.
 */
export const touchTarget: RecordBehaviour = {
  name: 'touchTarget',
  modules: ['followUps'],
  async afterWrite(change, tools) {
    if (change.before !== null && !change.touches('deletedAt', 'nextContactAt')) return;
    for (const target of await targetsOf(change, tools)) {
      const last = await lastFollowUp(target, tools);
      const next = await nextContact(change, target, tools);
      const values: Record<string, unknown> = { lastFollowUpAt: last };
      if (next !== undefined) values['nextContactAt'] = next;
      await tools.patch({ ...target, values, action: 'followUp', changeSet: change.changeSet, quiet: true });
    }
  },
};

/** What becomes of the target's next contact; undefined where it stays. */
async function nextContact(
  { before, after }: RecordChange,
  target: Target,
  { session }: BehaviourTools,
): Promise<string | null | undefined> {
  if (after.deletedAt !== null) return undefined;
  const next = after['nextContactAt'];
  if (typeof next === 'string') return next;
  if (before !== null) return undefined;
  const [record] = await session.read(session.module(target.module), [target.id]);
  const due = record?.['nextContactAt'];
  return typeof due === 'string' && Date.parse(due) <= Date.parse(after.createdAt) ? null : undefined;
}

async function targetsOf(change: RecordChange, { session }: BehaviourTools): Promise<Target[]> {
  const target = change.after['target'];
  if (!isPointer(target)) return [];
  const targets: Target[] = [{ module: target.module, id: target.id }];
  if (target.module === 'contacts') {
    const [contact] = await session.read(session.module('contacts'), [target.id]);
    const customer = contact?.['customer'];
    if (typeof customer === 'string') targets.push({ module: 'customers', id: customer });
  }
  return targets.filter(({ module }) => session.model.modules.get(module)?.fields.has('lastFollowUpAt') === true);
}

/** The latest live follow-up of the target, or of one of its contacts. */
async function lastFollowUp(target: Target, { session }: BehaviourTools): Promise<string | null> {
  const { tx } = session;
  const [row] = await tx.query<{ last: Date | null }>(sql`
    select max(f.created_at) as last from follow_ups f
    where f.tenant_id = ${tx.tenantId} and f.deleted_at is null and f.target_id = any (
      select ${target.id}::uuid union all
      select c.id from contacts c where c.tenant_id = ${tx.tenantId} and c.customer = ${target.id} and ${target.module === 'customers'}
    )`);
  return row?.last?.toISOString() ?? null;
}

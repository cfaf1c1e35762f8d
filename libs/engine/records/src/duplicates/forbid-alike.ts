import { sql } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import type { RecordBehaviour, RecordChange } from '../write/record-change.js';
import type { WriteSession } from '../write/write-session.js';
import { alikeByRules } from './alike-by-rules.js';
import { alikeError } from './alike-error.js';
import { AlikeRows, type AlikeRow } from './alike-rows.js';
import { describeMatch } from './duplicate-match.js';

/**
 * 撞单: refuses a record that is like one that the company has already, by the fields that it has chosen to forbid. Undo
 * and merge make nothing new, and the system's own writes are not a person's.
 */
export const forbidAlike: RecordBehaviour = {
  name: 'forbidAlike',
  modules: 'all',
  async beforeWrite(change, { session }) {
    if (!isAsked(change, session.ctx.userId) || !asksForAlike(change)) return;
    await oneAtATime(session, change.module);
    const [matches = []] = await alikeByRules(session, {
      module: change.module,
      mode: 'forbid',
      records: [{ record: change.after, touched: (field) => isNew(change) || change.touches(field) }],
      counts: () => true,
    });
    if (matches.length > 0) throw alikeError(change.module, matches, 'notUnique.alike');
    refuseRow(session, change.module, session.tried?.alike(change.module, change.after) ?? null);
  },
  afterWrite(change, { session }) {
    if (change.module.duplicates.length > 0) session.tried?.write(change.module, change.after);
    return Promise.resolve();
  },
  dependsOnOthers: asksForAlike,
  async judgeMany(changes, { session }) {
    const [first] = changes;
    if (!first || !isAsked(first, session.ctx.userId)) return () => undefined;
    const { module } = first;
    await oneAtATime(session, module);
    const found = await alikeByRules(session, {
      module,
      mode: 'forbid',
      records: changes.map((change) => ({ record: change.after })),
      counts: () => true,
    });
    const there = new Map(changes.map((change, index) => [change.id, found[index] ?? []]));
    const rowsBefore = new AlikeRows(module, 'forbid');
    return (change) => {
      const matches = there.get(change.id) ?? [];
      if (matches.length > 0) throw alikeError(module, matches, 'notUnique.alike');
      refuseRow(session, module, rowsBefore.find(change.after) ?? session.tried?.alike(module, change.after) ?? null);
      rowsBefore.add(change.after);
    };
  },
};

/** Whether what is forbidden to be alike is new in it. */
function asksForAlike(change: RecordChange): boolean {
  const fields = forbidding(change.module);
  return fields.length > 0 && (isNew(change) || change.touches(...fields));
}

function isAsked({ module, action, after }: RecordChange, userId: string | null): boolean {
  return (
    userId !== null &&
    after.deletedAt === null &&
    action !== 'undo' &&
    action !== 'merge' &&
    forbidding(module).length > 0
  );
}

/** Keys of the fields whose likeness the company forbids. */
function forbidding({ duplicates }: ModuleModel): string[] {
  return duplicates.flatMap(({ field, mode }) => (mode === 'forbid' ? [field] : []));
}

/**
 * Until the transaction ends nobody else makes such records in this company: of two that are like each other and come at
 * once, the second sees the first. What is like has no key that could be locked instead.
 */
async function oneAtATime({ tx }: WriteSession, module: ModuleModel): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`alike:${tx.tenantId}:${module.key}`}, 0))`);
}

/** Refuses what is like a row that the database does not hold. */
function refuseRow(session: WriteSession, module: ModuleModel, alike: AlikeRow | null): void {
  if (!alike) return;
  throw alikeError(module, [describeMatch(session, module, { ...alike, visible: true })], 'notUnique.alike');
}

/** Made, or out of the recycle bin. */
const isNew = ({ before }: RecordChange): boolean => before === null || before.deletedAt !== null;

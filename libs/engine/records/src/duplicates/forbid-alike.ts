import { normaliseUnique } from '@ruyi/contract/field-values';
import { sql } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { BehaviourTools, RecordBehaviour, RecordChange } from '../write/record-change.js';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import { alikeByRules } from './alike-by-rules.js';
import { alikeError } from './alike-error.js';
import { isSame } from './candidates.js';
import { companyCore } from './company-core.js';
import { describeMatch } from './duplicate-match.js';

/** Values of records that are compared with each other: more would cost more than it finds. */
const MOST_NEAR = 2_000;

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
  },
  dependsOnOthers: asksForAlike,
  async judgeMany(changes, tools) {
    const [first] = changes;
    if (!first || !isAsked(first, tools.session.ctx.userId)) return () => undefined;
    const { module } = first;
    await oneAtATime(tools.session, module);
    const found = await alikeByRules(tools.session, {
      module,
      mode: 'forbid',
      records: changes.map((change) => ({ record: change.after })),
      counts: () => true,
    });
    const there = new Map(changes.map((change, index) => [change.id, found[index] ?? []]));
    const others = new RowsBefore(module, tools);
    return (change) => {
      const matches = there.get(change.id) ?? [];
      if (matches.length > 0) throw alikeError(module, matches, 'notUnique.alike');
      others.refuseAlike(change.after);
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

/** Made, or out of the recycle bin. */
const isNew = ({ before }: RecordChange): boolean => before === null || before.deletedAt !== null;

/** Rows of one batch that were let through, for those that come after them. */
class RowsBefore {
  readonly #fields: readonly FieldModel[];
  readonly #rows: StoredRecord[] = [];
  readonly #exact = new Map<string, StoredRecord>();

  constructor(
    private readonly module: ModuleModel,
    private readonly tools: BehaviourTools,
  ) {
    this.#fields = forbidding(module).flatMap((key) => module.fields.get(key) ?? []);
  }

  refuseAlike(record: StoredRecord): void {
    for (const field of this.#fields) {
      const alike = this.#alike(field, record);
      if (!alike) continue;
      const match = describeMatch(this.tools.session, this.module, { field, record: alike, visible: true });
      throw alikeError(this.module, [match], 'notUnique.alike');
    }
    this.#rows.push(record);
    for (const field of this.#fields) {
      const key = this.#keyOf(field, record);
      if (key !== null && !this.#exact.has(key)) this.#exact.set(key, record);
    }
  }

  #alike(field: FieldModel, record: StoredRecord): StoredRecord | undefined {
    const key = this.#keyOf(field, record);
    if (key === null) return undefined;
    const exact = this.#exact.get(key);
    if (exact || field.key !== this.module.nameField || this.#rows.length > MOST_NEAR) return exact;
    return this.#rows.find((row) => isSame(this.module, field, record[field.key], row));
  }

  #keyOf(field: FieldModel, record: StoredRecord): string | null {
    const value = record[field.key];
    const text = field.key === this.module.nameField ? companyCore(String(value ?? '')) : normaliseUnique(field, value);
    return text ? `${field.key} ${text}` : null;
  }
}

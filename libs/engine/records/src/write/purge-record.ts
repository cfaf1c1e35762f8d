import { AppError, ObjectReader } from '@ruyi/contract/errors';
import { compileAccess, parentField } from '@ruyi/engine/access';
import { auditStatement, sql } from '@ruyi/engine/context';
import { tellWebhooks, type RecordHappening } from '@ruyi/engine/events';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { ChangeWriter } from './change-writer.js';
import { lockRecord } from './lock-parents.js';
import { purgeSides } from './purge-sides.js';
import type { ActionRequest, RecordActionHandler } from './record-action.js';
import type { Values } from './record-change.js';
import { referenceFields } from './reference-fields.js';
import { referringRecords } from './referring-records.js';
import { repointed } from './repointed.js';
import type { StoredRecord } from './stored-record.js';
import { checkVersion } from './version-check.js';
import type { WriteSession } from './write-session.js';

/** How deep records hang on each other, and a little more. */
const DEPTH = 4;

/** A record with its module, on its way out. */
interface Purged {
  readonly module: ModuleModel;
  readonly ids: readonly string[];
}

/**
 * Takes a record out of the recycle bin for good: its values, history, team and places in lists, and what lives with it
 * only (the follow-ups of a customer). Others that refer to it lose the reference, with history; where they cannot do
 * without, it is refused. For those who may delete everything of the module.
 */
export class PurgeRecord implements RecordActionHandler<null> {
  readonly key = 'purge';
  readonly origin = 'engine';
  readonly bulk = true;

  constructor(private readonly writer: ChangeWriter) {}

  parse(session: WriteSession, module: ModuleModel, params: Values): null {
    new ObjectReader(params).end();
    const grant = compileAccess(session.model, session.actor, module.key, 'delete');
    if (grant?.where.kind !== 'everything') throw AppError.notAllowed();
    return null;
  }

  /** Answers the record as it was. */
  async apply(session: WriteSession, { module, id, version, changeSet }: ActionRequest<null>): Promise<StoredRecord> {
    const found = await lockRecord(session, module, id);
    const record = await session.mustMay('delete', module, found?.deletedAt !== null ? found : undefined);
    checkVersion(session, record, version);
    const purged = await withDependents(session, { module, ids: [id] });
    const gone = purged.flatMap(({ ids }) => ids);
    await this.#letGo(session, purged, { gone, changeSet });
    await deleteAll(session, purged, gone);
    if (session.model.listened)
      await session.tx.query(tellWebhooks(session.ctx, session.tellingJob, happenings(purged)));
    const detail = { module: module.key, name: String(record[module.nameField] ?? ''), records: gone.length };
    await session.tx.query(auditStatement(session.ctx, { action: 'record.purge', subjectId: id, detail }));
    return record;
  }

  /** Empties the references of records that stay; 409 names how many cannot be without. */
  async #letGo(
    session: WriteSession,
    purged: readonly Purged[],
    { gone, changeSet }: { readonly gone: readonly string[]; readonly changeSet: string },
  ): Promise<void> {
    for (const module of session.model.modules.values()) {
      for (const field of referencesTo(module, purged)) {
        const referring = await referringRecords(session, module, field, { ids: gone, except: gone });
        const left = (record: StoredRecord): unknown => repointed(record[field.key], new Set(gone), null);
        if (field.required && referring.some((each) => each.deletedAt === null && left(each) === null))
          throw new AppError(409, 'inUse', { params: { count: referring.length } });
        for (const before of referring) {
          const values = { [field.key]: left(before) };
          await this.writer.write(session, { module, action: 'update', before, values, changeSet });
        }
      }
    }
  }
}

/** What goes along is told of as well: nobody else does. */
function happenings(purged: readonly Purged[]): RecordHappening[] {
  return purged.flatMap(({ module, ids }) =>
    ids.map((record): RecordHappening => ({ module: module.key, record, event: 'purged', fields: [] })),
  );
}

/** The records that live with these only, and those that live with them. */
async function withDependents(session: WriteSession, first: Purged): Promise<Purged[]> {
  const all = [first];
  let newest = [first];
  for (let depth = 0; depth < DEPTH && newest.length > 0; depth += 1) {
    const next: Purged[] = [];
    for (const module of session.model.modules.values()) {
      if (typeof module.access !== 'object' || !('inherit' in module.access)) continue;
      const field = module.fields.get(module.access.inherit);
      const parents = newest.filter((each) => field && pointsTo(field, each.module.key)).flatMap(({ ids }) => ids);
      if (!field || parents.length === 0) continue;
      const asked = { ids: parents, except: parents };
      const ids = (await referringRecords(session, module, field, asked)).map(({ id }) => id);
      if (ids.length > 0) next.push({ module, ids });
    }
    all.push(...next);
    newest = next;
  }
  return all;
}

const pointsTo = (field: FieldModel, module: string): boolean =>
  field.target === module || (field.targets?.includes(module) ?? false);

/** References of records that stay; those of what goes along need no care. */
function referencesTo(module: ModuleModel, purged: readonly Purged[]): FieldModel[] {
  const isGoing = typeof module.access === 'object' && 'inherit' in module.access ? parentField(module) : null;
  const fields = new Set(purged.flatMap((each) => referenceFields(module, each.module.key)));
  return [...fields].filter(({ key }) => key !== isGoing);
}

async function deleteAll(session: WriteSession, purged: readonly Purged[], gone: readonly string[]): Promise<void> {
  const { ctx, tx } = session;
  const modules = new Set([...session.model.modules.values()].map(({ table }) => table));
  await tx.pipeline([
    // What goes along may not have been in the bin; the door of history asks for that.
    sql`update record set deleted_at = now() where tenant_id = ${ctx.tenantId} and id = any(${gone}::uuid[]) and deleted_at is null`,
    sql`select purge_history(${gone}::uuid[])`,
  ]);
  for (const side of await purgeSides(tx, modules)) {
    const at = `tenant_id = $1 and ${side.column} = any($2::uuid[])`;
    await tx.query({
      text: side.nullable
        ? `update ${side.table} set ${side.column} = null where ${at}`
        : `delete from ${side.table} where ${at}`,
      values: [ctx.tenantId, gone],
    });
  }
  for (const { module, ids } of [...purged].reverse()) {
    await tx.query({
      text: `delete from ${module.table} where tenant_id = $1 and id = any($2::uuid[])`,
      values: [ctx.tenantId, ids],
    });
  }
  await tx.query(sql`delete from record where tenant_id = ${ctx.tenantId} and id = any(${gone}::uuid[])`);
}

import type { ModuleModel } from '@ruyi/engine/model';
import type { StoredRecord } from './stored-record.js';
import { parentPointer, type WriteSession } from './write-session.js';

/** How deep a record may hang: follow-up → contact → customer. */
const DEPTH = 3;

/**
 * Keeps what a record hangs on as it is until the end of the transaction, from the top down: the order in which commands
 * on parents go through their children, so that the two wait for each other and never dead-lock.
 */
export async function lockParents(session: WriteSession, module: ModuleModel, record: StoredRecord): Promise<void> {
  const chain: { readonly module: ModuleModel; readonly id: string }[] = [];
  let child: { readonly module: ModuleModel; readonly record: StoredRecord } | null = { module, record };
  while (child && chain.length < DEPTH) {
    const pointer = parentPointer(child.module, child.record);
    const parent = pointer && session.model.modules.get(pointer.module);
    if (!pointer || !parent?.enabled) break;
    chain.unshift({ module: parent, id: pointer.id });
    const [found] = typeof parent.access === 'object' ? await session.read(parent, [pointer.id]) : [];
    child = found ? { module: parent, record: found } : null;
  }
  if (chain.length === 0) return;
  await session.tx.pipeline(
    chain.map((each) => ({
      text: `select id from ${each.module.table} where tenant_id = $1 and id = $2 for no key update`,
      values: [session.ctx.tenantId, each.id],
    })),
  );
}

/**
 * Reads a record and keeps it, its parents first where its changes move them (a follow-up that is deleted gives its
 * customer the one before back).
 */
export async function lockRecord(
  session: WriteSession,
  module: ModuleModel,
  id: string,
): Promise<StoredRecord | undefined> {
  if (typeof module.access === 'object' && 'inherit' in module.access) {
    const [record] = await session.read(module, [id]);
    if (record) await lockParents(session, module, record);
  }
  const [locked] = await session.lock(module, [id]);
  return locked;
}

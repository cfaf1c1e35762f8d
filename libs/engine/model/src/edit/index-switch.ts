import { fieldType, SLOTS } from '@ruyi/engine/field-types';
import type { Outbox } from '@ruyi/engine/events';
import type { FieldOverlay, IndexState } from '../overlay.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';
import { clearIndex, copyToIndex, isSmall } from './index-rows.js';
import type { MetadataSession } from './metadata-session.js';
import { refused } from './refuse.js';

export const FILL_INDEX = 'metadata.fillIndex';
export const CLEAR_INDEX = 'metadata.clearIndex';
export const SETTLE_FIELD = 'metadata.settleField';

/** Longer than any request that still works with the model of before. */
const SETTLING_MS = 60_000;

/** Where a field's index is and how far; spread over its overlay. */
export interface IndexPlace {
  readonly slot?: string;
  readonly indexState?: IndexState;
}

/** Gives custom fields an index and takes it back. */
export class IndexSwitch {
  constructor(private readonly outbox: Outbox) {}

  /**
   * A place in the index for the field; refused when its class has none left. In a small module the copies are made at
   * once, else a job makes them and the field is slow until then.
   */
  async on(session: MetadataSession, module: ModuleModel, field: FieldModel): Promise<IndexPlace> {
    const { ctx, tx } = session;
    const slot = fieldType(field.type).index === 'values' ? undefined : await this.freeSlot(session, module, field);
    const place = slot ? { slot } : {};
    await this.settle(session, module.key, field.key);
    if (!(await isSmall(ctx, tx, module))) {
      await this.outbox.add(ctx, tx, { name: FILL_INDEX, payload: { module: module.key, field: field.key } });
      return { ...place, indexState: 'filling' };
    }
    const filling: FieldModel = {
      ...field,
      storage: { at: 'custom', ...(slot ? { fillSlot: slot } : { valueIndex: 'filling' }) },
    };
    let after: string | null = null;
    do after = await copyToIndex(ctx, tx, { module, field: filling }, after ? { after } : {});
    while (after !== null);
    return { ...place, indexState: 'ready' };
  }

  /** Gives the field's place back, at once or, in a large module, when a job has taken the copies away. */
  async off(session: MetadataSession, module: ModuleModel, overlay: FieldOverlay): Promise<IndexPlace> {
    const { ctx, tx } = session;
    if (overlay.indexState === undefined) return {};
    if (await isSmall(ctx, tx, module)) {
      while ((await clearIndex(ctx, tx, { module, fieldKey: overlay.key, slot: overlay.slot })) > 0);
      return {};
    }
    await this.outbox.add(ctx, tx, {
      name: CLEAR_INDEX,
      payload: { module: module.key, field: overlay.key },
      runAt: new Date(Date.now() + SETTLING_MS),
    });
    return { ...(overlay.slot ? { slot: overlay.slot } : {}), indexState: 'clearing' };
  }

  /** Requests that began before the change still write by the old model: what they wrote is looked at again. */
  async settle(session: MetadataSession, module: string, field: string): Promise<void> {
    const now = Date.now();
    await this.outbox.add(session.ctx, session.tx, {
      name: SETTLE_FIELD,
      payload: { module, field, since: new Date(now - SETTLING_MS).toISOString() },
      runAt: new Date(now + SETTLING_MS),
    });
  }

  private async freeSlot(session: MetadataSession, module: ModuleModel, field: FieldModel): Promise<string> {
    const { index } = fieldType(field.type);
    if (index === 'none' || index === 'values') throw refused('indexed', 'notAllowed', 'notAllowed.indexedKind');
    const own = session.fieldOverlay(module.key, field.key)?.slot;
    if (own) return own;
    const taken = new Set(
      session.overlay.fields.filter((other) => other.module === module.key).map((other) => other.slot),
    );
    const slot = SLOTS[index].find((candidate) => !taken.has(candidate));
    if (!slot) throw refused('indexed', 'limitReached', `limitReached.slots.${index}`, { max: SLOTS[index].length });
    // Whatever a late writer of its former field may have left.
    while ((await clearIndex(session.ctx, session.tx, { module, fieldKey: field.key, slot })) > 0);
    return slot;
  }
}

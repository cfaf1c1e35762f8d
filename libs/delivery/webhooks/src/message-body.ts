import { actorOfRole, seesWhole, type AccessStore } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { RecordReader, type ReadPorts, type RecordItem } from '@ruyi/engine/records';
import { TEST_EVENT } from './webhook.js';

/** What is to be told. */
export interface MessageSubject {
  readonly event: string;
  readonly module: string | null;
  readonly recordId: string | null;
  readonly fields: readonly string[];
  readonly at: Date;
}

/**
 * Writes the body of a message as the webhook's role may see the record at that moment: rights that were taken since, and
 * values that were corrected or purged, count for every attempt.
 */
export class MessageBody {
  constructor(
    private readonly reading: ReadPorts,
    private readonly access: AccessStore,
  ) {}

  /**
   * Null for a record that the role does not see: the webhook is not to know that it is there. One that a role which sees
   * them all does not find is gone for good, and is named.
   */
  async of(ctx: Context, roleId: string, subject: MessageSubject): Promise<string | null> {
    const { event, module, recordId, fields, at } = subject;
    if (event === TEST_EVENT) return JSON.stringify({ type: event, timestamp: at.toISOString(), data: {} });
    const model = await this.reading.models.get(ctx);
    if (module === null || recordId === null || !model.modules.get(module)?.enabled) return null;
    const reader = this.#readerAs(roleId);
    const [record] = await reader.getMany(ctx, module, [recordId], undefined, 'any');
    if (!record && !seesWhole(model, actorOfRole(await this.access.get(ctx), roleId), module)) return null;
    const readable = await reader.readableFields(ctx, module, fields);
    return JSON.stringify({
      type: event,
      timestamp: at.toISOString(),
      data: {
        module,
        id: recordId,
        fields: fields.filter((field) => readable.has(field)),
        record: record ? shown(record) : null,
      },
    });
  }

  #readerAs(roleId: string): RecordReader {
    const of = async (ctx: Context) => actorOfRole(await this.access.get(ctx), roleId);
    return new RecordReader({ ...this.reading, actors: { of } });
  }
}

/** What is in the recycle bin is seen by those who could restore it only. */
function shown({ _why, ...record }: RecordItem): object | null {
  return 'deletedAt' in record ? null : record;
}

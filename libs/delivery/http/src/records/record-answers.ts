import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { RecordReader, type SingleRecord } from '@ruyi/engine/records';
import type { FastifyReply } from 'fastify';

/** Names the change set that a single write can be undone by. */
export const CHANGE_SET_HEADER = 'X-Change-Set';

/** What a write answers: the record as the caller may see it now, and the change set in the header. */
export class RecordAnswers {
  constructor(private readonly reader: RecordReader) {}

  async written(
    ctx: Context,
    module: string,
    written: { readonly id: string; readonly version: number; readonly changeSet: string | null },
    reply: FastifyReply,
  ): Promise<SingleRecord | { readonly id: string; readonly version: number }> {
    if (written.changeSet !== null) reply.header(CHANGE_SET_HEADER, written.changeSet);
    try {
      return await this.reader.get(ctx, module, written.id);
    } catch (error) {
      // Given away, or made by somebody who may create and not read.
      if (error instanceof AppError && error.status === 404) return { id: written.id, version: written.version };
      throw error;
    }
  }
}

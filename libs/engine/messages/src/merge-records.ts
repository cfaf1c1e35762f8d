import type { FilterNode } from '@ruyi/contract/query';
import type { Context } from '@ruyi/engine/context';
import type { MessageChannel } from './message.js';

/** Which records a send goes to: ticked ones, or all that match. */
export interface SendTarget {
  readonly ids?: readonly string[];
  readonly filter?: FilterNode;
  readonly view?: string;
  /** Of a view that chooses one. */
  readonly subordinate?: string;
  readonly search?: string;
  readonly pool?: string;
}

/** A record as a send needs it. */
export interface MergeRecord {
  readonly id: string;
  readonly name: string;
  /** As the record has it, whether or not the sender may read it; never shown to them unmasked. */
  readonly addresses: Readonly<Record<MessageChannel, string | null>>;
  readonly doNotContact: readonly string[];
  readonly deleted: boolean;
  /** Display texts by merge path, as the sender may see them: masked where masked, absent where hidden. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Port: reads the recipients through the caller's right to send. */
export interface MergeRecords {
  /** The next records in the order of their ids, and where to go on; `next` is null at the end. */
  batch(
    ctx: Context,
    module: string,
    target: SendTarget,
    options: { readonly after: string | null; readonly limit: number; readonly paths: readonly string[] },
  ): Promise<{ readonly records: readonly MergeRecord[]; readonly next: string | null }>;
}

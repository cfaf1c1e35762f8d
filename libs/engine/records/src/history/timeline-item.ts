import type { FieldChange } from './change-texts.js';
import type { RecordSight } from './record-sight.js';

export type TimelineKind = 'followUp' | 'change' | 'mail' | 'sms' | 'pool';

export const TIMELINE_KINDS: readonly TimelineKind[] = ['followUp', 'change', 'mail', 'sms', 'pool'];

/** One thing that happened around a record. */
export interface TimelineItem {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly title: string;
  readonly text?: string;
  /** The text says what the caller may not read, and is left out. */
  readonly withheld?: true;
  readonly record?: { readonly module: string; readonly id: string };
  readonly changes?: readonly FieldChange[];
  readonly files?: readonly {
    readonly id: string;
    readonly name: string;
    readonly size: number;
    readonly type: string;
  }[];
  readonly nextContactAt?: string;
  readonly means?: string;
  readonly state?: string;
}

/** Where the page before ended: items older than this, or as old and with a smaller id, come next. */
export interface TimelinePlace {
  readonly at: string;
  readonly id: string;
}

/** Something that puts items on timelines: changes, follow-ups, messages. */
export interface TimelineSource {
  readonly kinds: readonly TimelineKind[];
  /** Also for those who see the record through its pool only, before claiming it. */
  readonly throughPool?: boolean;
  /** The newest items behind the place, newest first, at most `limit`; only what the caller may see. */
  list(
    sight: RecordSight,
    page: { readonly before: TimelinePlace | null; readonly limit: number },
  ): Promise<readonly TimelineItem[]>;
}

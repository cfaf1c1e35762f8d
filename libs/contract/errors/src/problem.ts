import type { MessageKey } from './messages.js';

/** Stable codes of the API; a client may switch on them. */
export const ERROR_CODES = [
  'malformed',
  'unknownKey',
  'unknownField',
  'required',
  'invalidType',
  'outOfRange',
  'tooLong',
  'patternMismatch',
  'unknownOption',
  'notUnique',
  'notFound',
  'notAllowed',
  'versionConflict',
  'versionRequired',
  'alreadyClaimed',
  'claimLimit',
  'holdingLimit',
  'formerOwner',
  'tooManyRequests',
  'tooLarge',
  'limitReached',
  'idempotencyMismatch',
  'answerLost',
  'unauthenticated',
  'internal',
  'inUse',
  'notConfigured',
  'expired',
  'conflict',
  'invalid',
  'secondFactorRequired',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing that is wrong with the input. */
export interface Issue {
  /** Where: `mobile`, `filter.and.0.value`, `options.3.label.zh`; empty for the whole. */
  readonly path: string;
  readonly code: ErrorCode;
  /** Key into the message catalogue (`messages-of-….ts`), when the code alone says too little. */
  readonly key?: MessageKey;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** RFC 9457 problem details, as the API sends them. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly code: ErrorCode; readonly message: string }[];
  /** What the error names beyond its paths, e.g. the record that a duplicate collides with. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

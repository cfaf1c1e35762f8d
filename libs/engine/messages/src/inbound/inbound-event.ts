/** What a provider tells us about a message: what became of it, or what its reader answered. */
export type InboundEvent = InboundReceipt | InboundReply;

export interface InboundReceipt {
  readonly kind: 'receipt';
  /** Our own key of the message, where the provider gives it back. */
  readonly key: string | null;
  readonly providerId: string | null;
  readonly mobile: string | null;
  readonly delivered: boolean;
  readonly code: string | null;
  readonly at: string | null;
}

export interface InboundReply {
  readonly kind: 'reply';
  readonly mobile: string;
  readonly text: string;
  readonly at: string | null;
  /** The same when the provider says it again. */
  readonly once: string;
}

export type InboundKind = InboundEvent['kind'];

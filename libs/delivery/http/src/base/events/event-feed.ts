import type { Context } from '@ruyi/engine/context';

/** Something that an open browser is told. */
export interface FeedEvent {
  /** Grows; the browser sends the last one it saw when it comes back. */
  readonly id: string;
  readonly kind: 'job' | 'notification' | 'record';
  readonly data: object;
}

/** Port: what happens for one user, as it happens. */
export interface EventFeed {
  /**
   * Events of `ctx.userId`, from the one after `after` on if that is still kept, else from now on. Ends when `signal`
   * aborts; the caller awaits every event before the next is asked for.
   */
  follow(
    ctx: Context,
    options: { readonly after: string | null; readonly signal: AbortSignal },
  ): AsyncIterable<FeedEvent>;
}

export const EVENT_FEED = Symbol('EventFeed');

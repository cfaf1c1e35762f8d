import { Injectable } from '@nestjs/common';
import { Identity } from '@ruyi/identity';
import type { Caller } from '../auth/caller.js';

/** Milliseconds for which an answer is good. */
const FRESH = 1_000;

interface Answer {
  readonly askedAt: number;
  readonly holds: Promise<boolean>;
}

/** Sessions of one tenant that are asked for in the next trip. */
interface Trip {
  readonly tokens: Set<string>;
  readonly holding: Promise<ReadonlySet<string>>;
}

/**
 * Says whether sessions still hold, for streams that outlive the request that began them: a session costs one look a second
 * at most, however many streams it has, and sessions of a tenant that are asked for at once share a trip.
 */
@Injectable()
export class SessionConfirmer {
  readonly #answers = new Map<string, Answer>();
  readonly #trips = new Map<string, Trip>();

  constructor(private readonly identity: Identity) {}

  /** By what the database said within the last second. */
  holds({ ctx: { tenantId }, token }: Pick<Caller, 'ctx' | 'token'>): Promise<boolean> {
    const askedAt = Date.now();
    const known = this.#answers.get(token);
    if (known && askedAt - known.askedAt < FRESH) return known.holds;
    for (const [each, answer] of this.#answers) if (askedAt - answer.askedAt >= FRESH) this.#answers.delete(each);
    const trip = this.#tripOf(tenantId);
    trip.tokens.add(token);
    const holds = trip.holding.then((holding) => holding.has(token));
    this.#answers.set(token, { askedAt, holds });
    return holds;
  }

  /** Leaves when all that the same event has woken have asked. */
  #tripOf(tenantId: string): Trip {
    const known = this.#trips.get(tenantId);
    if (known) return known;
    const tokens = new Set<string>();
    const leaving = new Promise<void>((resolve) => setImmediate(resolve));
    const holding = leaving.then(() => {
      this.#trips.delete(tenantId);
      return this.identity.sessions.whichHold(tenantId, [...tokens]);
    });
    const trip = { tokens, holding };
    this.#trips.set(tenantId, trip);
    return trip;
  }
}

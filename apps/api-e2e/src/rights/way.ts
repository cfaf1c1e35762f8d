import type { ApiClient } from '@ruyi/testing';
import type { RightsModule, RightsRecord } from './rights-world.js';

/** Who looks at what. */
export interface Look {
  readonly client: ApiClient;
  /** Changes what has to be as it was, and says versions that the viewer may not know. */
  readonly admin: ApiClient;
  readonly module: RightsModule;
}

export interface Shown {
  /** All that was answered. */
  readonly said: unknown;
  /** Of ways that ask about one record after the other: what was answered about each. */
  readonly statuses?: ReadonlyMap<RightsRecord, number>;
  /** Of ways that count. */
  readonly count?: number;
}

/** A way on which rows or values could come out. */
export interface Way {
  readonly name: string;
  /** Of the API's documents. */
  readonly operation: string;
  /** What it shows to who may see it, so that the way is not tried in vain: names of rows, the values of every field, of some. */
  readonly rows?: true;
  readonly fields?: 'every' | 'some' | 'keys';
  /** Not of every module. */
  readonly of?: (module: RightsModule) => boolean;
  /** What is asked for hangs on a secret field: without it there is nothing. */
  readonly ofASecret?: true;
  /** Takes a job: not tried for every scope with every right. */
  readonly slow?: true;
  /** Not while others do the same. */
  readonly writes?: true;
  readonly ask: (look: Look) => Promise<Shown>;
}

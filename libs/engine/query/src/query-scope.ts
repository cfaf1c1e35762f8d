import type { Actor } from '@ruyi/engine/access';
import type { TenantModel } from '@ruyi/engine/model';

/** What a request's words mean: whose metadata and rights, which zone and currency, and when. */
export interface QueryScope {
  readonly model: TenantModel;
  readonly actor: Actor;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly baseCurrency: string;
  readonly now: Date;
}

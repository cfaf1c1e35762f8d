import type { IssuedTicket } from '../second-factor/sealed-tickets.js';

/** What a successful sign-up or log-in answers. */
export interface SignedIn {
  readonly accessToken: string;
  readonly tenant: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string };
}

/** An account that works in several companies has to say in which. */
export interface TenantChoice {
  readonly choose: readonly { readonly tenantId: string; readonly name: string }[];
}

/** The same after a second step, whose code is used up: the ticket stands for it. */
export type TenantChoiceByTicket = TenantChoice & IssuedTicket;

/** The password was right; a code of the account's second factor is still to come, with this ticket. */
export interface SecondFactorAsked {
  readonly secondFactor: IssuedTicket;
}

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

import { Injectable, inject } from '@angular/core';
import type { Locale } from '@ruyi/contract/metadata';
import { ApiClient } from '../http/api-client.js';
import type { Items } from '../http/page.js';
import type { Me, MePatch, TenantRef } from './me.js';

export interface SignUp {
  readonly companyName: string;
  readonly name: string;
  readonly email?: string;
  readonly mobile?: string;
  readonly password: string;
  readonly locale?: Locale;
  /** Of an account that exists and has a second factor. */
  readonly code?: string;
}

export interface Login {
  readonly login: string;
  readonly password: string;
  readonly tenantId?: string;
}

export interface SignedIn {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string };
}

/** Of an account in several companies, the first answer asks which one; of one with a second factor, for its code. */
export type LoginAnswer =
  SignedIn | { readonly choose: readonly TenantRef[] } | { readonly secondFactor: { readonly token: string } };

export interface PublicInvitation {
  readonly tenantName: string;
  readonly inviterName: string;
  readonly expiresAt: string;
  /** Known already when one named person is invited. */
  readonly name: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly account: string | null;
}

export interface AcceptInvitation {
  readonly name?: string;
  readonly mobile?: string;
  readonly email?: string;
  readonly password: string;
  /** Of an account that exists and has a second factor. */
  readonly code?: string;
}

/** Where the user is signed in. */
export interface MySession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly ip: string | null;
  readonly device: string;
  readonly current: boolean;
}

/** Signing up, in and out, and the signed-in user's own account. */
@Injectable({ providedIn: 'root' })
export class AuthApi {
  private readonly api = inject(ApiClient);

  signUp = (body: SignUp) => this.api.post<SignedIn>('/signup', body);
  login = (body: Login) => this.api.post<LoginAnswer>('/auth/login', body);
  logout = () => this.api.post<void>('/auth/logout');
  switchTenant = (tenantId: string) => this.api.post<SignedIn>('/auth/switch', { tenantId });
  forgot = (login: string) => this.api.post<void>('/auth/forgot', { login });
  reset = (token: string, password: string) => this.api.post<void>('/auth/reset', { token, password });

  invitation = (token: string) => this.api.get<PublicInvitation>(`/invitations/${encodeURIComponent(token)}/public`);
  accept = (token: string, body: AcceptInvitation) =>
    this.api.post<SignedIn>(`/invitations/${encodeURIComponent(token)}/accept`, body);

  me = () => this.api.get<Me>('/me');
  updateMe = (patch: MePatch) => this.api.patch<unknown>('/me', patch);
  changePassword = (current: string, password: string) => this.api.post<void>('/me/password', { current, password });

  sessions = () => this.api.get<Items<MySession>>('/me/sessions');
  endSession = (id: string) => this.api.delete<void>(`/me/sessions/${id}`);
  endOtherSessions = () => this.api.post<{ ended: number }>('/me/sessions/end-others');
}

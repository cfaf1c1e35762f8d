import { Injectable, inject } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { SignedIn } from './auth-api.js';
import type { TenantRef } from './me.js';

/** Of an account in several companies, the code is followed by the choice, with a ticket that stands for it. */
export type SecondStepAnswer = SignedIn | { readonly choose: readonly TenantRef[]; readonly token: string };

export interface SecondFactorState {
  readonly active: boolean;
  readonly since: string | null;
  readonly recoveryCodesLeft: number;
  readonly required: boolean;
}

export interface SecondFactorSetUp {
  readonly secret: string;
  /** For the QR code. */
  readonly address: string;
  readonly token: string;
}

interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

/** The second step of logging in, and one's own second factor. */
@Injectable({ providedIn: 'root' })
export class SecondFactorApi {
  private readonly api = inject(ApiClient);

  pass = (token: string, code: string) => this.api.post<SecondStepAnswer>('/auth/second-factor', { token, code });
  choose = (token: string, tenantId: string) => this.api.post<SignedIn>('/auth/choose', { token, tenantId });

  state = () => this.api.get<SecondFactorState>('/me/second-factor');
  begin = (password: string) => this.api.post<SecondFactorSetUp>('/me/second-factor/setup', { password });
  confirm = (token: string, code: string) => this.api.post<RecoveryCodes>('/me/second-factor/confirm', { token, code });
  turnOff = (password: string, code: string) => this.api.post<void>('/me/second-factor/off', { password, code });
  renewCodes = (password: string, code: string) =>
    this.api.post<RecoveryCodes>('/me/second-factor/recovery-codes', { password, code });
}

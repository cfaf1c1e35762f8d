import { Injectable, inject } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { Items } from '../http/page.js';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly roleId: string;
  readonly createdAt: string;
  readonly createdBy: { readonly id: string; readonly name: string } | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly state: 'open' | 'expired' | 'revoked';
}

/** What making a key answers: `key` is shown this once. */
export type NewApiKey = ApiKey & { readonly key: string };

export interface ApiKeyDraft {
  readonly name: string;
  readonly roleId: string;
  readonly expiresInDays: number | null;
}

/** Keys of the company's programs. */
@Injectable({ providedIn: 'root' })
export class KeyApi {
  private readonly api = inject(ApiClient);

  list = () => this.api.get<Items<ApiKey>>('/keys');
  create = (draft: ApiKeyDraft) => this.api.post<NewApiKey>('/keys', draft);
  update = (id: string, patch: Partial<Pick<ApiKeyDraft, 'name' | 'roleId'>>) =>
    this.api.patch<ApiKey>(`/keys/${id}`, patch);
  revoke = (id: string) => this.api.delete(`/keys/${id}`);
}

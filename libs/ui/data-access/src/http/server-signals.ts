import { Injectable, signal } from '@angular/core';

/** What the server says beside its answers: the version of the tenant's metadata, and that the session is over. */
@Injectable({ providedIn: 'root' })
export class ServerSignals {
  /** The newest `X-Model-Version` seen; null until a response carries one. */
  readonly modelVersion = signal<string | null>(null);
  /** The newest `X-Access-Version` seen: people, departments or roles have changed. */
  readonly accessVersion = signal<string | null>(null);
  /** Grows with every answer 401 to a call made inside the application. */
  readonly unauthenticated = signal(0);
  /** Grows with every answer that says: set your second factor up first. */
  readonly secondFactorRequired = signal(0);
  readonly online = signal(true);
}

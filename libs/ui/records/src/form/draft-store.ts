import { Injectable, inject } from '@angular/core';
import { SessionStore, type RecordValues } from '@ruyi/ui/data-access';

export interface Draft {
  readonly at: string;
  readonly values: RecordValues;
  readonly texts: Readonly<Record<string, string | null>>;
}

const PREFIX = 'ruyi.draft.';
const KEPT_MS = 30 * 86_400_000;

/** Forms begun and not saved, kept in the browser for this user, module and record. */
@Injectable({ providedIn: 'root' })
export class DraftStore {
  private readonly session = inject(SessionStore);

  read(module: string, record: string | null): Draft | null {
    try {
      const text = localStorage.getItem(this.key(module, record));
      const draft = text === null ? null : (JSON.parse(text) as Partial<Draft>);
      if (!draft?.values || !draft.at || Date.now() - Date.parse(draft.at) > KEPT_MS) return null;
      return { at: draft.at, values: draft.values, texts: draft.texts ?? {} };
    } catch {
      return null;
    }
  }

  keep(module: string, record: string | null, draft: Omit<Draft, 'at'>): void {
    try {
      localStorage.setItem(this.key(module, record), JSON.stringify({ at: new Date().toISOString(), ...draft }));
    } catch {
      // No room, or a browser that keeps nothing: the form works without.
    }
  }

  drop(module: string, record: string | null): void {
    localStorage.removeItem(this.key(module, record));
  }

  private key(module: string, record: string | null): string {
    return `${PREFIX}${this.session.tenant()?.id ?? ''}.${this.session.user()?.id ?? ''}.${module}.${record ?? 'new'}`;
  }
}

import { Injectable, signal } from '@angular/core';

const STORE = 'ruyi.names';
const MOST = 500;

/** Names of ids that were seen: a filter in the address holds ids only, and has to read well after a reload. */
@Injectable({ providedIn: 'root' })
export class NameCache {
  private readonly names = signal<ReadonlyMap<string, string>>(new Map(read()));

  nameOf(id: string): string | undefined {
    return this.names().get(id);
  }

  keep(names: Iterable<readonly [id: string, name: string]>): void {
    const fresh = [...names].filter(([id, name]) => this.names().get(id) !== name);
    if (fresh.length === 0) return;
    const all = [...this.names(), ...fresh].slice(-MOST);
    this.names.set(new Map(all));
    try {
      sessionStorage.setItem(STORE, JSON.stringify(all));
    } catch {
      // A full or forbidden store costs names after a reload, no more.
    }
  }
}

function read(): [string, string][] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORE) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPair) : [];
  } catch {
    return [];
  }
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
}

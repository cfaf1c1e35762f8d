import { Injectable, computed, effect, inject, signal, untracked, type Signal } from '@angular/core';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import { ServerSignals } from '../http/server-signals.js';
import { SessionStore } from '../session/session-store.js';
import { ModuleApi } from './module-api.js';

/** Read again in the background when older than this: a colleague may have changed the form. */
const FRESH_MS = 30_000;

interface Entry {
  readonly module: ModuleDescription;
  readonly at: number;
}

/** The tenant's modules, read once and kept until the server says that its metadata changed. */
@Injectable({ providedIn: 'root' })
export class ModuleStore {
  private readonly api = inject(ModuleApi);
  private readonly session = inject(SessionStore);
  private readonly server = inject(ServerSignals);
  private readonly entries = signal<ReadonlyMap<string, Entry>>(new Map());
  private company: string | null = null;
  private readonly pending = new Map<string, Promise<ModuleDescription>>();

  constructor() {
    let known: string | null = null;
    effect(() => {
      const version = this.server.modelVersion();
      const changed = known !== null && version !== known;
      known = version;
      if (changed) untracked(() => this.refreshLoaded());
    });
    const company = computed(() => this.session.tenant()?.id ?? null);
    effect(() => this.forgetUnlessOf(company()));
  }

  /** The module when it is loaded; asks for it otherwise. Safe in templates and `computed`. */
  module(key: string): Signal<ModuleDescription | undefined> {
    untracked(() => void this.load(key).catch(() => undefined));
    return computed(() => this.entries().get(key)?.module);
  }

  /** What is known now, without asking for it. */
  peek(key: string): ModuleDescription | undefined {
    return this.entries().get(key)?.module;
  }

  field(module: string, key: string): Field | undefined {
    return this.peek(module)?.fields.find((field) => field.key === key);
  }

  /** The module at once when known (and brought up to date behind the scenes), else from the server. */
  load(key: string): Promise<ModuleDescription> {
    const entry = untracked(this.entries).get(key);
    if (!entry) return this.refresh(key);
    if (Date.now() - entry.at > FRESH_MS) void this.refresh(key).catch(() => undefined);
    return Promise.resolve(entry.module);
  }

  /** Reads a module again; admin pages call it after each change. */
  refresh(key: string): Promise<ModuleDescription> {
    const running = this.pending.get(key);
    if (running) return running;
    const request = this.api
      .get(key)
      .then((module) => {
        this.keep(module);
        return module;
      })
      .finally(() => this.pending.delete(key));
    this.pending.set(key, request);
    return request;
  }

  /** Everything loaded so far, and the menu. */
  async refreshLoaded(): Promise<void> {
    const keys = [...untracked(this.entries).keys()];
    await Promise.allSettled([...keys.map((key) => this.refresh(key)), this.session.refresh()]);
  }

  /** Another company has other modules. */
  private forgetUnlessOf(company: string | null): void {
    if (company === this.company) return;
    this.company = company;
    this.entries.set(new Map());
  }

  private keep(module: ModuleDescription): void {
    const known = untracked(this.entries).get(module.key);
    const same = known && JSON.stringify(known.module) === JSON.stringify(module);
    const entry: Entry = { module: same ? known.module : module, at: Date.now() };
    this.entries.update((entries) => new Map(entries).set(module.key, entry));
  }
}

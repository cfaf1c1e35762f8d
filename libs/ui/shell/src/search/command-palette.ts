import { Component, ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { HomeApi, SessionStore, type SearchHit } from '@ruyi/ui/data-access';
import { Icon, injectLabel, injectTranslate } from '@ruyi/ui/kit';
import { injectDestinations } from '../frame/destinations.js';
import { PaletteState } from './palette-state.js';
import { commandEntries, hitEntries, type PaletteEntry } from './palette-entries.js';

const TYPING_PAUSE_MS = 180;

/** ⌘K: finds records by any part of a name, pinyin or number, and goes to or creates anything. */
@Component({
  selector: 'ry-command-palette',
  imports: [Icon],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
  host: { '(click)': 'outside($event)' },
})
export class CommandPalette {
  protected readonly t = injectTranslate();
  protected readonly q = signal('');
  protected readonly hits = signal<readonly SearchHit[]>([]);
  protected readonly failed = signal(false);
  protected readonly active = signal(0);
  private readonly state = inject(PaletteState);
  private readonly to = injectDestinations();
  private readonly api = inject(HomeApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly label = injectLabel();
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly commands = computed(() => {
    const settings = this.to.settings();
    return commandEntries(this.q(), settings ? [...this.to.work(), settings] : this.to.work(), this.to.creations());
  });
  protected readonly records = computed(() => hitEntries(this.hits(), (key) => this.moduleName(key)));
  protected readonly entries = computed(() => [...this.records(), ...this.commands()]);

  constructor() {
    effect(() => {
      const dialog = this.dialog().nativeElement;
      if (this.state.open() && !dialog.open) {
        dialog.showModal();
        this.field().nativeElement.focus();
      }
      if (!this.state.open() && dialog.open) dialog.close();
    });
    effect((onCleanup) => {
      const q = this.q().trim();
      this.active.set(0);
      if (q === '') {
        this.hits.set([]);
        return;
      }
      const abort = new AbortController();
      const timer = setTimeout(() => void this.find(q, abort.signal), TYPING_PAUSE_MS);
      onCleanup(() => {
        clearTimeout(timer);
        abort.abort();
      });
    });
  }

  protected close(): void {
    this.state.hide();
    this.q.set('');
  }

  /** The dialog itself is hit only where its backdrop is. */
  protected outside(event: Event): void {
    if (event.target === this.dialog().nativeElement) this.close();
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const count = this.entries().length;
    if (event.key === 'Enter') {
      const entry = this.entries()[this.active()];
      if (entry) this.go(entry);
    } else if (event.key === 'ArrowDown') this.active.update((at) => Math.min(count - 1, at + 1));
    else if (event.key === 'ArrowUp') this.active.update((at) => Math.max(0, at - 1));
    else return;
    event.preventDefault();
    document.getElementById(`palette-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected go(entry: PaletteEntry): void {
    this.close();
    void this.router.navigateByUrl(entry.link);
  }

  private async find(q: string, signal: AbortSignal): Promise<void> {
    try {
      const { items } = await this.api.search(q, undefined, { signal });
      if (signal.aborted) return;
      this.failed.set(false);
      this.hits.set(items);
    } catch {
      if (!signal.aborted) this.failed.set(true);
    }
  }

  private moduleName(key: string): string {
    return this.label(this.session.modules().find((module) => module.key === key)?.label);
  }
}

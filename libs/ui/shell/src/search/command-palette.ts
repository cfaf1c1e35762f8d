import { Component, ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { HomeApi, SessionStore, type SearchHits } from '@ruyi/ui/data-access';
import { Icon, injectLabel, injectTranslate } from '@ruyi/ui/kit';
import { injectDestinations } from '../frame/destinations.js';
import { MarkedText } from './marked-text.js';
import { PaletteState } from './palette-state.js';
import { commandEntries, type PaletteEntry } from './palette-entries.js';
import { allEntries, hitEntries, type SearchWords } from './search-entries.js';

const TYPING_PAUSE_MS = 180;

/** An answer, and to what. */
interface Answer extends SearchHits {
  readonly q: string;
}

/** ⌘K: finds records by any part of a name, pinyin or number, and goes to or creates anything. */
@Component({
  selector: 'ry-command-palette',
  imports: [Icon, MarkedText],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
  host: { '(click)': 'outside($event)' },
})
export class CommandPalette {
  protected readonly t = injectTranslate();
  protected readonly q = signal('');
  protected readonly answer = signal<Answer | null>(null);
  /** What was typed last has no answer yet: what stands there was found by something else. */
  protected readonly waiting = computed(() => {
    const q = this.q().trim();
    return q !== '' && !this.failed() && this.answer()?.q !== q;
  });
  protected readonly failed = signal(false);
  protected readonly active = signal(0);
  /** Enter came before the answer: it opens the first of it. */
  private entered = false;
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
  protected readonly records = computed(() => hitEntries(this.answer()?.items ?? [], this.words));
  protected readonly lists = computed(() => {
    const answer = this.answer();
    return answer ? allEntries(answer.q, answer.counts, this.words) : [];
  });
  protected readonly entries = computed(() => [...this.records(), ...this.lists(), ...this.commands()]);
  private readonly words: SearchWords = {
    module: (key) => this.label(this.session.modules().find((module) => module.key === key)?.label),
    label: (label) => this.label(label),
    all: (module) => this.t('shell.search.all', { module }),
    allInPool: () => this.t('shell.search.all', { module: this.t('shell.nav.pool') }),
  };

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
      if (q === '') {
        this.answer.set(null);
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
    this.type('');
  }

  /** All at once, and not in an effect: a key may come before that runs. */
  protected type(text: string): void {
    this.q.set(text);
    this.active.set(0);
    this.failed.set(false);
    this.entered = false;
  }

  /** The dialog itself is hit only where its backdrop is. */
  protected outside(event: Event): void {
    if (event.target === this.dialog().nativeElement) this.close();
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const count = this.entries().length;
    // Nothing of an answer to something else is chosen by a key.
    if (this.waiting() && ['Enter', 'ArrowDown', 'ArrowUp'].includes(event.key)) {
      this.entered = event.key === 'Enter';
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter') this.goTo(this.active());
    else if (event.key === 'ArrowDown') this.active.update((at) => Math.min(count - 1, at + 1));
    else if (event.key === 'ArrowUp') this.active.update((at) => Math.max(0, at - 1));
    else return;
    event.preventDefault();
    document.getElementById(`palette-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected go(entry: PaletteEntry): void {
    this.close();
    void this.router.navigateByUrl(entry.link);
  }

  private goTo(index: number): void {
    const entry = this.entries()[index];
    if (entry) this.go(entry);
  }

  private async find(q: string, signal: AbortSignal): Promise<void> {
    try {
      const hits = await this.api.search(q, undefined, { signal });
      if (signal.aborted) return;
      this.answer.set({ ...hits, q });
      if (this.entered) this.goTo(0);
    } catch {
      if (signal.aborted) return;
      // What stands there was found by something else.
      this.answer.set(null);
      this.failed.set(true);
    }
  }
}

import { Component, ElementRef, computed, effect, input, output, signal, untracked, viewChild } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import type { PickItem } from './pick-item.js';

/** Chooses one or several items from a list that is filtered while typing: a combobox with a listbox. */
@Component({
  selector: 'ry-picker',
  imports: [CdkOverlayOrigin, CdkConnectedOverlay],
  templateUrl: './picker.html',
  styleUrls: ['../control.css', './picker.css'],
})
export class Picker {
  protected readonly t = injectTranslate();
  readonly pickerId = input.required<string>();
  readonly label = input.required<string>();
  readonly items = input.required<readonly PickItem[]>();
  /** Chosen items with their words; a name may be known although the item is not among {@link items}. */
  readonly chosen = input.required<readonly PickItem[]>();
  readonly multiple = input(false);
  readonly clearable = input(true);
  readonly disabled = input(false);
  readonly invalid = input(false);
  readonly loading = input(false);
  readonly failed = input(false);
  /** The owner filters: it is told what was typed. */
  readonly remote = input(false);
  readonly placeholder = input('');
  readonly describedBy = input<string | null>(null);
  /** Whoever shows the picker says what is wrong with a text that is none of its items. */
  readonly explained = input(false);
  /** Offers to create what was typed, in these words. */
  readonly createLabel = input<string | null>(null);

  readonly chosenChange = output<readonly PickItem[]>();
  readonly searched = output<string>();
  readonly opened = output<void>();
  readonly created = output<string>();
  readonly branched = output<PickItem>();
  /** What was typed and left without choosing; null once it is gone. */
  readonly strayed = output<string | null>();
  readonly left = output<void>();

  protected readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly open = signal(false);
  protected readonly query = signal<string | null>(null);
  protected readonly active = signal(0);
  protected readonly stray = signal<string | null>(null);

  protected readonly chosenKeys = computed(() => new Set(this.chosen().map((item) => item.key)));
  protected readonly shown = computed(() => {
    const words = (this.query() ?? '').trim().toLocaleLowerCase();
    if (this.remote() || !words) return this.items();
    return this.items().filter((item) => `${item.label} ${item.detail ?? ''}`.toLocaleLowerCase().includes(words));
  });
  protected readonly text = computed(() => this.query() ?? (this.multiple() ? '' : (this.chosen()[0]?.label ?? '')));
  protected readonly hint = computed(() => (this.multiple() && this.chosen().length > 0 ? '' : this.placeholder()));
  protected readonly rows = computed(() => this.shown().length + (this.createLabel() ? 1 : 0));

  constructor() {
    // Another form's box begins empty.
    effect(() => {
      this.pickerId();
      untracked(() => this.query.set(null));
      untracked(() => this.stray.set(null));
    });
    effect(() => {
      this.shown();
      this.active.set(0);
    });
    effect(() => {
      if (!this.open()) return;
      const index = this.active();
      queueMicrotask(() => document.getElementById(this.optionId(index))?.scrollIntoView({ block: 'nearest' }));
    });
  }

  /** Puts the cursor into the box. */
  focus(): void {
    this.box().nativeElement.focus();
  }

  protected optionId(index: number): string {
    return `${this.pickerId()}-option-${index}`;
  }

  protected show(): void {
    if (this.disabled() || this.open()) return;
    this.open.set(true);
    this.opened.emit();
    if (this.remote()) this.searched.emit((this.query() ?? '').trim());
  }

  protected hide(): void {
    this.open.set(false);
    this.query.set(null);
    this.setStray(null);
  }

  protected typed(text: string): void {
    this.query.set(text);
    this.setStray(null);
    this.show();
    if (this.remote()) this.searched.emit(text.trim());
  }

  protected choose(item: PickItem): void {
    if (item.disabled) return;
    if (item.branch) {
      this.query.set(null);
      this.branched.emit(item);
      return this.focus();
    }
    if (this.multiple()) {
      const kept = this.chosen().filter((one) => one.key !== item.key);
      this.chosenChange.emit(kept.length < this.chosen().length ? kept : [...kept, item]);
      if (this.query()) this.typed('');
    } else {
      this.chosenChange.emit([item]);
      this.hide();
    }
    this.focus();
  }

  protected remove(item: PickItem): void {
    this.chosenChange.emit(this.chosen().filter((one) => one.key !== item.key));
    this.focus();
  }

  protected clear(): void {
    this.hide();
    this.chosenChange.emit([]);
    this.focus();
  }

  protected create(): void {
    const words = (this.query() ?? '').trim();
    this.hide();
    this.created.emit(words);
  }

  protected blurred(): void {
    // A click into the panel keeps the focus (its mousedown is cancelled), so this is a real leaving.
    this.settle();
    this.left.emit();
  }

  /** A name that was typed out and is that of one item is chosen; any other text stays, to be mended or taken out. */
  private settle(): void {
    const typed = (this.query() ?? '').trim();
    const [meant, another] = this.shown().filter(({ label, branch }) => !branch && same(label, typed));
    if (typed === '' || (!this.multiple() && this.chosen().some(({ label }) => same(label, typed)))) this.hide();
    else if (meant && !another && !meant.disabled) {
      if (!this.chosenKeys().has(meant.key))
        this.chosenChange.emit(this.multiple() ? [...this.chosen(), meant] : [meant]);
      this.hide();
    } else {
      this.open.set(false);
      this.setStray(typed);
    }
  }

  private setStray(text: string | null): void {
    if (this.stray() === text) return;
    this.stray.set(text);
    this.strayed.emit(text);
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const last = this.rows() - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.open()) return this.show();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active.update((index) => (index + step + last + 1) % (last + 1 || 1));
    } else if (event.key === 'Enter' && this.open()) {
      event.preventDefault();
      event.stopPropagation();
      const item = this.shown()[this.active()];
      if (item) this.choose(item);
      else if (this.createLabel()) this.create();
    } else if (event.key === 'Escape' && this.open()) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if (event.key === 'Backspace' && this.multiple() && !this.text()) {
      const item = this.chosen().at(-1);
      if (item) this.remove(item);
    }
  }
}

function same(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase() === b.toLocaleLowerCase();
}

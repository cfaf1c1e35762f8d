import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { PickItem } from '../picker/pick-item.js';
import { Picker } from '../picker/picker.js';
import { RegionStore } from './region-store.js';

const MOST_HITS = 50;
const UP = 'up';

/** 省 / 市 / 区 step by step, or by typing any part of a name. The data come when the box is first opened. */
@Component({
  selector: 'ry-region-box',
  imports: [Picker],
  styles: ':host { display: block; min-width: 0 }',
  template: `
    <ry-picker
      [pickerId]="boxId()"
      [label]="label()"
      [multiple]="multiple()"
      [remote]="true"
      [items]="items()"
      [chosen]="chosen()"
      [loading]="store.loading()"
      [failed]="store.failed()"
      [disabled]="disabled()"
      [invalid]="invalid()"
      [describedBy]="describedBy()"
      [placeholder]="placeholder() || t('fields.regionHint')"
      (opened)="begin()"
      (searched)="words.set($event)"
      (branched)="step($event)"
      (chosenChange)="choose($event)"
      [explained]="explained()"
      (strayed)="strayed.emit($event)"
      (left)="left.emit()"
    />
  `,
})
export class RegionBox {
  readonly boxId = input.required<string>();
  readonly label = input.required<string>();
  readonly codes = input.required<readonly string[]>();
  readonly text = input<string | null>(null);
  readonly multiple = input(false);
  readonly disabled = input(false);
  readonly invalid = input(false);
  readonly placeholder = input('');
  readonly describedBy = input<string | null>(null);
  readonly codesChange = output<readonly string[]>();
  readonly explained = input(false);
  readonly strayed = output<string | null>();
  readonly left = output<void>();

  protected readonly t = injectTranslate();
  protected readonly store = inject(RegionStore);
  protected readonly words = signal('');
  /** The region whose parts are shown; null is the country. */
  private readonly at = signal<string | null>(null);

  protected readonly chosen = computed<readonly PickItem[]>(() => {
    const regions = this.store.regions();
    return this.codes().map((code) => ({ key: code, label: regions?.displayName(code) ?? this.text() ?? code }));
  });

  protected readonly items = computed<readonly PickItem[]>(() => {
    const regions = this.store.regions();
    if (!regions) return [];
    const words = this.words();
    if (words)
      return regions
        .search(words, MOST_HITS)
        .map(({ code }) => ({ key: code, label: regions.displayName(code) ?? code }));
    const at = this.at();
    const parts = regions.children(at).map((region) => ({
      key: region.code,
      label: region.name,
      ...(region.hasChildren ? { branch: 'in' as const } : {}),
    }));
    if (at === null) return parts;
    const name = regions.displayName(at) ?? at;
    return [
      { key: UP, label: `‹ ${this.t('kit.back')}`, branch: 'out' },
      { key: at, label: this.t('fields.wholeRegion', { name }) },
      ...parts,
    ];
  });

  constructor() {
    // A code says nothing to a reader: where nobody sent its name the data are needed at once.
    effect(() => {
      if (this.codes().length > 0 && this.text() === null) untracked(() => void this.store.load());
    });
  }

  protected begin(): void {
    this.words.set('');
    this.at.set(null);
    void this.store.load();
  }

  protected step(item: PickItem): void {
    this.words.set('');
    const at = this.at();
    this.at.set(item.key === UP ? (at === null ? null : (this.store.regions()?.parent(at) ?? null)) : item.key);
  }

  protected choose(items: readonly PickItem[]): void {
    this.codesChange.emit(items.map((item) => item.key));
  }
}

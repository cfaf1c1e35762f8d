import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { Component, computed, effect, input, output, signal, viewChild } from '@angular/core';
import { injectTranslate } from '../i18n/translate.js';

export interface ListOption {
  readonly key: string;
  readonly label: string;
  readonly detail?: string | null;
  readonly color?: string;
  readonly disabled?: boolean;
}

const ROW = 36;
const VISIBLE_ROWS = 8;
let nextId = 0;

/** A list of choices that stays quick with ten thousand of them. Forward the field's key events to {@link key}. */
@Component({
  selector: 'ry-option-list',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport],
  template: `
    @if (options().length === 0) {
      <p class="ry-muted" role="status">{{ loading() ? t('kit.list.loading') : t('kit.list.empty') }}</p>
    } @else {
      <cdk-virtual-scroll-viewport
        role="listbox"
        [itemSize]="row"
        [style.height.px]="height()"
        [id]="id"
        [attr.aria-label]="label()"
        [attr.aria-multiselectable]="multiple() || null"
        [minBufferPx]="200"
        [maxBufferPx]="400"
      >
        <div
          *cdkVirtualFor="let option of list(); let index = index; trackBy: byKey"
          class="option"
          role="option"
          [id]="id + '-' + index"
          [class.active]="index === active()"
          [class.chosen]="isChosen(option.key)"
          [attr.aria-selected]="isChosen(option.key)"
          [attr.aria-disabled]="option.disabled || null"
          [attr.aria-setsize]="options().length"
          [attr.aria-posinset]="index + 1"
          (mousedown)="$event.preventDefault()"
          tabindex="-1"
          (keydown.enter)="choose(option)"
          (click)="choose(option)"
        >
          @if (option.color) {
            <i [style.background]="option.color"></i>
          }
          <span class="ry-clip">{{ option.label }}</span>
          @if (option.detail) {
            <span class="ry-sub ry-clip">{{ option.detail }}</span>
          }
        </div>
      </cdk-virtual-scroll-viewport>
    }
  `,
  styles: `
    p {
      padding: 12px;
      text-align: center;
    }
    .option {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 36px;
      padding: 0 12px;
      cursor: pointer;
    }
    .option .ry-sub {
      margin-left: auto;
    }
    .option i {
      width: 10px;
      height: 10px;
      border-radius: 50%;
      flex: none;
    }
    .active {
      background: var(--ry-hover);
    }
    .chosen {
      color: var(--ry-primary);
      background: var(--ry-primary-soft);
    }
    .option[aria-disabled] {
      opacity: 0.5;
      cursor: default;
    }
  `,
})
export class OptionList {
  readonly options = input.required<readonly ListOption[]>();
  readonly chosen = input<readonly string[]>([]);
  readonly multiple = input(false);
  readonly loading = input(false);
  readonly label = input('');
  readonly picked = output<ListOption>();

  protected readonly t = injectTranslate();
  protected readonly row = ROW;
  readonly id = `ry-options-${nextId++}`;
  protected readonly active = signal(0);
  protected readonly list = computed(() => [...this.options()]);
  protected readonly height = computed(() => Math.min(this.options().length, VISIBLE_ROWS) * ROW);
  private readonly viewport = viewChild(CdkVirtualScrollViewport);

  /** For `aria-activedescendant` of the field. */
  readonly activeId = computed(() => `${this.id}-${this.active()}`);

  constructor() {
    effect(() => {
      this.options();
      this.active.set(0);
    });
  }

  protected readonly byKey = (_: number, option: ListOption) => option.key;

  protected isChosen(key: string): boolean {
    return this.chosen().includes(key);
  }

  protected choose(option: ListOption): void {
    if (!option.disabled) this.picked.emit(option);
  }

  /** True when the key was the list's: up, down, Home, End, Enter. */
  key(event: KeyboardEvent): boolean {
    const last = this.options().length - 1;
    if (event.key === 'Enter') {
      const option = this.options()[this.active()];
      if (!option) return false;
      this.choose(option);
      return true;
    }
    const next = { ArrowDown: this.active() + 1, ArrowUp: this.active() - 1, Home: 0, End: last }[event.key];
    if (next === undefined || last < 0) return false;
    this.active.set(Math.max(0, Math.min(last, next)));
    this.reveal();
    return true;
  }

  private reveal(): void {
    const viewport = this.viewport();
    if (!viewport) return;
    const top = viewport.measureScrollOffset('top');
    const at = this.active() * ROW;
    if (at < top) viewport.scrollToOffset(at);
    else if (at + ROW > top + this.height()) viewport.scrollToOffset(at + ROW - this.height());
  }
}

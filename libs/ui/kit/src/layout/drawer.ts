import {
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { Breakpoint } from '../behaviour/breakpoint.js';
import { Shortcuts } from '../behaviour/shortcuts.js';
import { injectTranslate } from '../i18n/translate.js';

const STORAGE_KEY = 'ruyi.drawer.';
const NARROWEST = 360;
const STEP = 24;

/**
 * The panel at the right of a list. On a desktop it stands beside the list and can be resized; on a phone it covers the page.
 * Escape asks to close. On a phone Back closes it first when its being open is part of the URL (a query parameter).
 */
@Component({
  selector: 'ry-drawer',
  template: `
    <div
      class="grip"
      role="separator"
      aria-orientation="vertical"
      tabindex="0"
      [attr.aria-label]="t('kit.drawer.resize')"
      [attr.aria-valuenow]="width()"
      [attr.aria-valuemin]="360"
      [attr.aria-valuemax]="900"
      (pointerdown)="start($event)"
      (keydown)="step($event)"
    ></div>
    <section #panel tabindex="-1" [attr.aria-label]="label() || t('kit.drawer.panel')">
      <ng-content />
    </section>
  `,
  styles: `
    :host {
      position: relative;
      display: flex;
      flex: none;
      height: 100%;
      min-height: 0;
      max-width: calc(100vw - 420px);
      background: var(--ry-card);
      border-left: 1px solid var(--ry-line);
      box-shadow: -8px 0 24px rgb(28 34 48 / 6%);
    }
    section {
      flex: 1;
      min-width: 0;
      display: flex;
      flex-direction: column;
      overflow: auto;
      outline: none;
    }
    .grip {
      position: absolute;
      left: -4px;
      top: 0;
      bottom: 0;
      width: 8px;
      cursor: col-resize;
      touch-action: none;
      z-index: 2;
    }
    .grip:hover,
    .grip:focus-visible {
      background: var(--ry-primary-soft);
    }
    :host(.over) {
      position: fixed;
      inset: 0 0 0 auto;
      z-index: 30;
      max-width: 100vw;
    }
    :host(.full) {
      left: 0;
      border: 0;
    }
    :host(.full) .grip {
      display: none;
    }
  `,
  host: {
    '[class.over]': 'screen.narrow()',
    '[class.full]': 'screen.phone()',
    '[style.width]': 'screen.phone() ? "100%" : width() + "px"',
  },
})
export class Drawer {
  /** Remembers its width under this name. */
  readonly name = input('main');
  readonly label = input('');
  readonly initialWidth = input(452);
  readonly closed = output();

  protected readonly t = injectTranslate();
  protected readonly screen = inject(Breakpoint);
  private readonly chosen = signal<number | null>(null);
  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');

  protected readonly width = computed(() => this.chosen() ?? this.stored() ?? this.initialWidth());

  constructor() {
    inject(DestroyRef).onDestroy(inject(Shortcuts).add({ keys: 'escape', run: () => this.closed.emit() }));
    // A screen reader and the keyboard go where the eyes go.
    effect(() => {
      if (this.screen.phone()) this.panel().nativeElement.focus({ preventScroll: true });
    });
  }

  protected start(event: PointerEvent): void {
    const grip = event.currentTarget as HTMLElement;
    const right = grip.parentElement?.getBoundingClientRect().right ?? window.innerWidth;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => this.resize(right - moved.clientX);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
    event.preventDefault();
  }

  protected step(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') this.resize(this.width() + STEP);
    else if (event.key === 'ArrowRight') this.resize(this.width() - STEP);
    else return;
    event.preventDefault();
  }

  private resize(width: number): void {
    const widest = Math.max(NARROWEST, window.innerWidth - 420);
    const next = Math.round(Math.min(widest, Math.max(NARROWEST, width)));
    this.chosen.set(next);
    localStorage.setItem(STORAGE_KEY + this.name(), String(next));
  }

  private stored(): number | null {
    return Number(localStorage.getItem(STORAGE_KEY + this.name())) || null;
  }
}

import { DOCUMENT } from '@angular/common';
import { DestroyRef, Injectable, inject, signal, type Signal } from '@angular/core';

/** The size of the window, as signals; the same limits as in the style sheets. */
@Injectable({ providedIn: 'root' })
export class Breakpoint {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly destroyed = inject(DestroyRef);

  /** One column, cards instead of tables, bottom bar. */
  readonly phone = this.watch('(max-width: 767px)');
  /** Too narrow for a list beside its drawer. */
  readonly narrow = this.watch('(max-width: 1099px)');
  /** No hover and a coarse pointer: a finger. */
  readonly touch = this.watch('(hover: none) and (pointer: coarse)');

  private watch(query: string): Signal<boolean> {
    const media = this.window?.matchMedia(query);
    const matches = signal(media?.matches ?? false);
    const listen = (event: MediaQueryListEvent) => matches.set(event.matches);
    media?.addEventListener('change', listen);
    this.destroyed.onDestroy(() => media?.removeEventListener('change', listen));
    return matches.asReadonly();
  }
}

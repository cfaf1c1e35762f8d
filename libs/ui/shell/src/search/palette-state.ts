import { Injectable, signal } from '@angular/core';

/** Whether the command palette is open; anybody may open it. */
@Injectable({ providedIn: 'root' })
export class PaletteState {
  private readonly visible = signal(false);

  readonly open = this.visible.asReadonly();

  show(): void {
    this.visible.set(true);
  }

  hide(): void {
    this.visible.set(false);
  }
}

import { Injectable, Injector, inject } from '@angular/core';
import { injectTranslate } from '../i18n/translate.js';

export interface ToastAction {
  readonly label: string;
  readonly run: () => unknown;
}

const SHORT_MS = 4_000;
/** Long enough to notice a mistake and reach the button. */
const WITH_ACTION_MS = 10_000;

/** The snackbar: what just happened, and one thing that can be done about it. */
@Injectable({ providedIn: 'root' })
export class Toaster {
  private readonly injector = inject(Injector);
  private readonly t = injectTranslate();

  async show(text: string, action?: ToastAction): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    const toast = this.injector.get(MatSnackBar).open(text, action?.label, {
      duration: action ? WITH_ACTION_MS : SHORT_MS,
      verticalPosition: 'bottom',
      // Beside the page numbers of a list, which are at its end.
      horizontalPosition: 'start',
      panelClass: 'ry-toast',
    });
    if (action) toast.onAction().subscribe(() => void action.run());
  }

  /** 已删除 3 条   撤销 */
  undoable(text: string, undo: () => unknown): Promise<void> {
    return this.show(text, { label: this.t('kit.undo'), run: undo });
  }
}

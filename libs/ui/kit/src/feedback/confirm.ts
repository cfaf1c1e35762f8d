import { Injectable, Injector, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';

export interface Question {
  readonly title: string;
  readonly text?: string;
  /** Further lines, e.g. what will be lost. */
  readonly details?: readonly string[];
  readonly confirm: string;
  readonly cancel?: string;
  readonly danger?: boolean;
}

/** A dialog with two buttons, for what cannot be undone. Loaded when first asked. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly injector = inject(Injector);

  async ask(question: Question): Promise<boolean> {
    const [{ MatDialog }, { ConfirmDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./confirm-dialog.js'),
    ]);
    const dialog = this.injector.get(MatDialog).open<unknown, Question, boolean>(ConfirmDialog, {
      data: question,
      width: '420px',
      maxWidth: 'calc(100vw - 32px)',
      autoFocus: 'dialog',
      role: 'alertdialog',
    });
    return (await firstValueFrom(dialog.afterClosed())) ?? false;
  }
}

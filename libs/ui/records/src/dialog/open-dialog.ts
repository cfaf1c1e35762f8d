import type { ComponentType } from '@angular/cdk/overlay';
import type { Injector } from '@angular/core';
import { firstValueFrom } from 'rxjs';

export interface DialogShape {
  readonly width?: string;
  /** What it shows puts the cursor where it is needed. */
  readonly focusesItself?: boolean;
}

/** Opens a dialog, loading Material's part first; resolves to what it was closed with, or null. */
export async function openDialog<R>(
  injector: Injector,
  component: ComponentType<unknown>,
  data: unknown,
  { width = '480px', focusesItself = false }: DialogShape = {},
): Promise<R | null> {
  const { MatDialog } = await import('@angular/material/dialog');
  const dialog = injector.get(MatDialog).open<unknown, unknown, R>(component, {
    data,
    width,
    maxWidth: 'calc(100vw - 24px)',
    maxHeight: 'calc(100vh - 24px)',
    autoFocus: focusesItself ? 'dialog' : 'first-tabbable',
    restoreFocus: true,
  });
  return (await firstValueFrom(dialog.afterClosed())) ?? null;
}

import { EnvironmentInjector, createEnvironmentInjector, type Injector } from '@angular/core';
import { provideFieldStrings } from '@ruyi/ui/fields';
import type { SendWish } from '@ruyi/ui/module-slots';
import { firstValueFrom } from 'rxjs';
import { provideAdminStrings } from '../../i18n/admin-strings.js';

let withStrings = false;

/** Asks what to send and when, and sends it; the texts come along, whichever page asks. */
export async function openSendDialog(injector: Injector, wish: SendWish): Promise<boolean> {
  const [{ MatDialog }, { SendDialog }] = await Promise.all([
    import('@angular/material/dialog'),
    import('./send-dialog.js'),
  ]);
  if (!withStrings)
    createEnvironmentInjector([provideAdminStrings(), provideFieldStrings()], injector.get(EnvironmentInjector));
  withStrings = true;
  const dialog = injector.get(MatDialog).open<unknown, SendWish, boolean>(SendDialog, {
    data: wish,
    width: '600px',
    maxWidth: 'calc(100vw - 24px)',
    maxHeight: 'calc(100dvh - 24px)',
    autoFocus: 'first-tabbable',
    restoreFocus: true,
  });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}

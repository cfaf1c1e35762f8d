import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import type { AdminAction } from '@ruyi/contract/access';
import { SessionStore } from '@ruyi/ui/data-access';

/** Lets in who has one of the administration permissions; others land on the index. */
export function administers(...actions: readonly AdminAction[]): CanActivateFn {
  return () => {
    const session = inject(SessionStore);
    return actions.some((action) => session.canAdminister(action)) || inject(Router).createUrlTree(['/settings']);
  };
}

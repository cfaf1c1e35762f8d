import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';

/** Pages of signed-in users: sends others to the log-in, and back afterwards. */
export const signedInOnly: CanActivateFn = async (_route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  try {
    if (await session.ensure()) {
      if (!session.secondFactorMissing()) return true;
      return router.createUrlTree(['/second-factor'], { queryParams: state.url === '/' ? {} : { next: state.url } });
    }
  } catch {
    return new RedirectCommand(router.createUrlTree(['/offline'], { queryParams: { next: state.url } }), {
      skipLocationChange: true,
    });
  }
  return router.createUrlTree(['/login'], { queryParams: state.url === '/' ? {} : { next: state.url } });
};

/** Log-in and sign-up have nothing to say to somebody who is in already. */
export const signedOutOnly: CanActivateFn = async () => {
  const session = inject(SessionStore);
  const router = inject(Router);
  const me = await session.ensure().catch(() => null);
  return me ? router.createUrlTree(['/']) : true;
};

/** The page for who has to set a second factor up has nothing to say to anybody else. */
export const secondFactorMissingOnly: CanActivateFn = async () => {
  const session = inject(SessionStore);
  const router = inject(Router);
  await session.ensure().catch(() => null);
  return session.secondFactorMissing() || router.createUrlTree(['/']);
};

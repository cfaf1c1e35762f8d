import { HttpErrorResponse, HttpResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { API_PREFIX } from './api-client.js';
import { ApiProblem } from './api-problem.js';
import { ServerSignals } from './server-signals.js';

/** Calls whose 401 means "wrong password" or "nobody is signed in yet", not "your session ended". */
const EXPECTED_401 = /\/(auth\/|signup|me$|me\/password|invitations\/)/;

/** Feeds {@link ServerSignals}. */
export const watchAnswers: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith(API_PREFIX)) return next(request);
  const signals = inject(ServerSignals);
  return next(request).pipe(
    tap({
      next: (event) => {
        if (!(event instanceof HttpResponse)) return;
        signals.online.set(true);
        const version = event.headers.get('X-Model-Version');
        if (version) signals.modelVersion.set(version);
        const access = event.headers.get('X-Access-Version');
        if (access) signals.accessVersion.set(access);
      },
      error: (error: unknown) => {
        if (!(error instanceof HttpErrorResponse)) return;
        signals.online.set(error.status !== 0);
        if (ApiProblem.from(error).code === 'secondFactorRequired') signals.secondFactorRequired.update((n) => n + 1);
        if (error.status === 401 && !EXPECTED_401.test(request.url)) signals.unauthenticated.update((n) => n + 1);
      },
    }),
  );
};

import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { retry, throwError, timer } from 'rxjs';

const DELAY = 400;
const PASSING = [0, 502, 503, 504];

/** A read that met a passing fault (server restarting, network blip) is tried once more before anybody hears of it. */
export const retryReads: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'GET') return next(request);
  return next(request).pipe(
    retry({
      count: 1,
      delay: (error: unknown) =>
        error instanceof HttpErrorResponse && PASSING.includes(error.status) ? timer(DELAY) : throwError(() => error),
    }),
  );
};

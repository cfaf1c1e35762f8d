import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { LocaleStore } from '@ruyi/ui/kit';
import { API_PREFIX } from './api-client.js';
import { injectCsrfCookie } from './csrf-cookie.js';

/** Adds the reader's language, and the CSRF token that a cookie session needs on everything but GET. */
export const sessionHeaders: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith(API_PREFIX)) return next(request);
  const csrf = injectCsrfCookie()();
  const setHeaders: Record<string, string> = { 'Accept-Language': inject(LocaleStore).locale() };
  if (csrf && request.method !== 'GET') setHeaders['X-CSRF-Token'] = csrf;
  return next(request.clone({ setHeaders }));
};

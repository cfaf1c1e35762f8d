import { DOCUMENT } from '@angular/common';
import { inject } from '@angular/core';

const CSRF_COOKIE = /(?:^|;\s*)ruyi_csrf=([^;]*)/;

/** Reads the token that comes and goes with the session; null tells that nobody is signed in. */
export function injectCsrfCookie(): () => string | null {
  const document = inject(DOCUMENT);
  return () => {
    const value = CSRF_COOKIE.exec(document.cookie)?.[1];
    return value ? decodeURIComponent(value) : null;
  };
}

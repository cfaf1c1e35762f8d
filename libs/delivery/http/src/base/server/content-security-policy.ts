import { createHash } from 'node:crypto';

/**
 * Everything from ourselves, scripts and styles by file only. A page that brings a style element of its own names it:
 * by {@link styleHash}, or by a nonce that is made for the answer.
 */
export function contentSecurityPolicy(...styleSources: readonly string[]): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    ["style-src 'self'", ...styleSources].join(' '),
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Names the one style element with exactly this content. */
export function styleHash(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

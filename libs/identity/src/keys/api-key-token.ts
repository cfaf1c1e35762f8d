import { issueToken, readToken, type IssuedToken } from '../tokens/opaque-token.js';

/** Says at a glance, to people and to scanners of repositories, what has leaked. */
const PREFIX = 'rk_';

/** A fresh key of a tenant, as it is shown once. */
export function issueApiKey(tenantId: string): IssuedToken {
  const { token, hash } = issueToken(tenantId);
  return { token: `${PREFIX}${token}`, hash };
}

export function isApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Tenant and stored form of a key that somebody presents; null when it cannot be one. */
export function readApiKey(token: string): ReturnType<typeof readToken> {
  return readToken(token.slice(PREFIX.length));
}

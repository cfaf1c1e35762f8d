import { createHash, randomBytes } from 'node:crypto';
import { parse, stringify, validate } from 'uuid';

/** A secret as it is handed out, and the only form of it that is stored. */
export interface IssuedToken {
  readonly token: string;
  readonly hash: Buffer;
}

const TENANT_LENGTH = 22;
const SHAPE = /^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/;

/** A fresh secret of a tenant. It begins with the tenant's id, so that its row can be tenant-owned and still be found before log-in. */
export function issueToken(tenantId: string): IssuedToken {
  const tenant = Buffer.from(parse(tenantId)).toString('base64url');
  const token = `${tenant}.${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** The tenant and the stored form of a token that somebody presents; null when it cannot be one. */
export function readToken(token: string): { readonly tenantId: string; readonly hash: Buffer } | null {
  if (!SHAPE.test(token)) return null;
  const tenantId = stringifyOrNull(Buffer.from(token.slice(0, TENANT_LENGTH), 'base64url'));
  return tenantId === null ? null : { tenantId, hash: hashToken(token) };
}

/** SHA-256 suffices: the secret has 256 random bits, nothing to guess. */
function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function stringifyOrNull(bytes: Buffer): string | null {
  const hex = bytes.toString('hex');
  const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return validate(text) ? stringify(bytes) : null;
}

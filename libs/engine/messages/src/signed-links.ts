import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link is for: one made for one purpose opens no other. */
export type LinkPurpose = 'unsubscribe' | 'smsCallback';

const SHAPE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{1,100})\.([A-Za-z0-9_-]{32})$/;
const MAC_BYTES = 24;

/** Makes and reads tokens that say something by themselves and cannot be forged; each begins with its tenant's id. */
export class SignedLinks {
  constructor(private readonly secret: string) {}

  issue(purpose: LinkPurpose, tenantId: string, text: string): string {
    const tenant = Buffer.from(tenantId.replaceAll('-', ''), 'hex').toString('base64url');
    const said = Buffer.from(text).toString('base64url');
    return `${tenant}.${said}.${this.#sign(purpose, tenant, said).toString('base64url')}`;
  }

  /** Null when it was not made here, or for something else. */
  read(purpose: LinkPurpose, token: string): { readonly tenantId: string; readonly text: string } | null {
    const [, tenant = '', said = '', mac = ''] = SHAPE.exec(token) ?? [];
    const given = Buffer.from(mac, 'base64url');
    const right = this.#sign(purpose, tenant, said);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const hex = Buffer.from(tenant, 'base64url').toString('hex');
    const tenantId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return { tenantId, text: Buffer.from(said, 'base64url').toString() };
  }

  #sign(purpose: LinkPurpose, tenant: string, said: string): Buffer {
    const text = `link ${purpose} ${tenant} ${said}`;
    return createHmac('sha256', this.secret).update(text).digest().subarray(0, MAC_BYTES);
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@ruyi/contract/errors';

/** Where a page ended: the part of the order, the sort keys as PostgreSQL writes them, and the id. */
export interface CursorPlace {
  readonly part: string;
  readonly keys: readonly (string | null)[];
  readonly id: string;
}

const MAC_BYTES = 16;

/** Signs cursors, bound to what they were made for: another module, view, filter, sort, tenant or user refuses them. */
export class CursorCodec {
  constructor(private readonly secret: string) {}

  encode(place: CursorPlace, boundTo: string): string {
    const body = Buffer.from(JSON.stringify([place.part, place.id, ...place.keys]));
    return Buffer.concat([this.mac(body, boundTo), body]).toString('base64url');
  }

  /** Throws 400 for a cursor that is not ours, or not of this list. */
  decode(cursor: string, boundTo: string): CursorPlace {
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(MAC_BYTES);
    if (bytes.length <= MAC_BYTES || !timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.mac(body, boundTo))) {
      throw new AppError(400, 'malformed', { issues: [{ path: 'after', code: 'malformed', key: 'malformed.cursor' }] });
    }
    const [part, id, ...keys] = JSON.parse(body.toString()) as [string, string, ...(string | null)[]];
    return { part, id, keys };
  }

  private mac(body: Buffer, boundTo: string): Buffer {
    return createHmac('sha256', this.secret).update(boundTo).update('\0').update(body).digest().subarray(0, MAC_BYTES);
  }
}

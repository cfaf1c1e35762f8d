import type { Context } from '@ruyi/engine/context';

/** Port: what `GET /me` says beyond identity (permissions, modules, unread notices), wired by the application. */
export interface MeParts {
  of(ctx: Context): Promise<Readonly<Record<string, unknown>>>;
}

export const ME_PARTS = Symbol('MeParts');

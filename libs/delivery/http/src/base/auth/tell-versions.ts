import type { FastifyReply } from 'fastify';
import type { Context } from '@ruyi/engine/context';

/** Tells an open browser when the forms that it has drawn are out of date. */
export function tellVersions(reply: FastifyReply, ctx: Context): void {
  reply.header('x-model-version', String(ctx.modelVersion));
  reply.header('x-access-version', String(ctx.accessVersion));
}

import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/internal';
import type { FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';

/** What a handler takes of the request: nothing, some keys, or all of it (and then checks the keys itself). */
interface InputOfHandler {
  readonly query: ReadonlySet<string> | 'all';
  readonly body: boolean;
  /** It reads the request itself: an upload. */
  readonly raw: boolean;
}

/** Refuses a query or a body that the handler would never look at: what a caller sends is used or refused, never dropped. */
export class UnreadInputInterceptor implements NestInterceptor {
  readonly #known = new WeakMap<object, InputOfHandler>();

  intercept(host: ExecutionContext, next: CallHandler) {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (!request.url.startsWith('/api/v1/')) return next.handle();
    const { query, body, raw } = this.inputOf(host);
    const isMultipart = request.headers['content-type']?.startsWith('multipart/') ?? false;
    if (isMultipart && !raw) throw new AppError(415, 'malformed', { key: 'unsupportedMediaType' });
    const unread = query === 'all' ? [] : keysOf(request.query).filter((key) => !query.has(key));
    if (!body && !isMultipart) unread.push(...keysOf(request.body));
    if (unread.length > 0) throw AppError.invalid(unread.slice(0, 20).map((path) => ({ path, code: 'unknownKey' })));
    return next.handle();
  }

  private inputOf(host: ExecutionContext): InputOfHandler {
    const handler = host.getHandler();
    const known = this.#known.get(handler);
    if (known) return known;
    const taken = Object.entries(argumentsOf(host)).map(([key, { data }]) => ({
      kind: Number(key.split(':')[0]),
      data,
    }));
    const queries = taken.filter(({ kind }) => kind === Number(RouteParamtypes.QUERY));
    const body = taken.some(({ kind }) => kind === Number(RouteParamtypes.BODY));
    const input: InputOfHandler = {
      query: queries.some(({ data }) => data === undefined) ? 'all' : new Set(queries.map(({ data }) => String(data))),
      body,
      raw: !body && taken.some(({ kind }) => kind === Number(RouteParamtypes.REQUEST)),
    };
    this.#known.set(handler, input);
    return input;
  }
}

/** The parameters of the handler as their decorators noted them, by `kind:position`. */
function argumentsOf(host: ExecutionContext): Readonly<Record<string, { readonly data?: unknown }>> {
  const noted: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, host.getClass(), host.getHandler().name);
  return (noted ?? {}) as Record<string, { readonly data?: unknown }>;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

import { createHash } from 'node:crypto';
import {
  HttpException,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { AppError } from '@ruyi/contract/errors';
import { checkInputText } from '../input/check-input-text.js';
import { runningAttempt } from './idempotent-attempt.js';
import { IdempotencyStore, type IdempotentRequest, type StoredAnswer } from './idempotency-store.js';

const UNREPLAYED = 'ruyi:unreplayed';
const KEPT_HEADERS = ['x-change-set', 'location'];
const KEY = /^[\x21-\x7e]{1,200}$/;

/** For routes whose answer holds a secret, which must not be stored: the key is ignored there. */
export const Unreplayed = (): MethodDecorator => SetMetadata(UNREPLAYED, true);

const SECRETS = 'ruyi:secret-keys';

/** For routes whose answer holds a secret beside what a repeated request needs: a replay comes without these keys. */
export const ReplayedWithout = (...keys: readonly string[]): MethodDecorator => SetMetadata(SECRETS, keys);

/** Honours `Idempotency-Key` on POSTs of signed-in callers. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly store: IdempotencyStore,
  ) {}

  async intercept(host: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const idempotent = this.idempotentRequest(host, request);
    if (!idempotent) return next.handle();
    const { run, stored } = await this.store.claim(idempotent);
    if (!run) return of(replay(stored, reply));
    let result: unknown;
    try {
      result = await runningAttempt.run(run, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
    } catch (error) {
      const refused = isRefusal(error);
      // Where the database is away, the key frees itself in a minute: the caller hears of the fault itself.
      await this.store.release(run, refused).catch(() => undefined);
      throw error;
    }
    const secrets = this.reflector.get<readonly string[] | undefined>(SECRETS, host.getHandler()) ?? [];
    await this.store.keep(run, answerOf(without(result, secrets), reply));
    return of(result);
  }

  private idempotentRequest(host: ExecutionContext, request: FastifyRequest): IdempotentRequest | null {
    const key = request.headers['idempotency-key'];
    const caller = request.caller;
    if (key === undefined || request.method !== 'POST' || !caller) return null;
    if (this.reflector.get<boolean | undefined>(UNREPLAYED, host.getHandler())) return null;
    if (request.headers['content-type']?.startsWith('multipart/')) return null;
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw new AppError(400, 'malformed', { issues: [{ path: 'Idempotency-Key', code: 'malformed' }] });
    }
    // Before the pipes have looked at it: what follows walks the body.
    checkInputText(request.body);
    const { tenantId, userId } = caller.session;
    const [path = '', query = ''] = request.url.split('?', 2);
    const bodyHash = createHash('sha256')
      .update(`${query}\n${JSON.stringify(canonical(request.body) ?? null)}`)
      .digest();
    return { tenantId, userId, route: `${request.method} ${path}`, key, bodyHash };
  }
}

/** What the caller did wrong, and not a fault in the middle of the work. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AppError) return error.status < 500;
  return error instanceof HttpException && error.getStatus() < 500;
}

function replay(stored: StoredAnswer, reply: FastifyReply): unknown {
  reply.status(stored.status).headers(stored.headers);
  reply.header('idempotency-replayed', 'true');
  return stored.answer === null ? undefined : (JSON.parse(stored.answer) as unknown);
}

function answerOf(result: unknown, reply: FastifyReply): StoredAnswer {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    answer: result === undefined ? null : JSON.stringify(result),
  };
}

function without(result: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0 || typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).filter(([key]) => !keys.includes(key)));
}

/** The same object with its keys in order: what was sent counts, not in which order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, child]) => [key, canonical(child)]));
}

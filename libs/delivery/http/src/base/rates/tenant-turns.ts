import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { finalize, from, switchMap, type Observable } from 'rxjs';
import { costOf } from './cost-of.js';

const NEEDS_NO_TURN = 'ruyi:needs-no-turn';

/** For routes that last as long as their client likes: event streams, uploads. */
export const NeedsNoTurn = (): MethodDecorator => SetMetadata(NEEDS_NO_TURN, true);

/** What costs as much computes for long, mostly in the database: of these, few at a time. */
const HEAVY_COSTS = 10;
const HEAVY_AT_ONCE = 2;

interface Turns {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * How many requests of one company a process works on at a time; the others wait for their turn, in order. Fewer than the
 * process has connections to the database, so that a company that asks for much never holds all of them; what costs much has
 * turns of its own, fewer, so that neither a company's pages nor its neighbours wait behind its reports.
 */
@Injectable()
export class TenantTurns implements NestInterceptor {
  readonly #turns = new Map<string, Turns>();

  constructor(
    private readonly reflector: Reflector,
    private readonly atOnce: number,
  ) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const tenantId = request.caller?.session.tenantId;
    const handler = host.getHandler();
    if (tenantId === undefined || this.reflector.get<boolean | undefined>(NEEDS_NO_TURN, handler)) return next.handle();
    const heavy = costOf(this.reflector, handler, request) >= HEAVY_COSTS;
    const lane = `${heavy ? 'heavy' : 'light'} ${tenantId}`;
    const wait = this.#begin(lane, heavy ? Math.min(HEAVY_AT_ONCE, this.atOnce) : this.atOnce);
    const answer = wait ? from(wait).pipe(switchMap(() => next.handle())) : next.handle();
    return answer.pipe(finalize(() => this.#end(lane)));
  }

  /** Null: at once. */
  #begin(lane: string, atOnce: number): Promise<void> | null {
    const turns = this.#turns.get(lane) ?? { running: 0, waiting: [] };
    this.#turns.set(lane, turns);
    if (turns.running < atOnce) {
      turns.running += 1;
      return null;
    }
    return new Promise((resolve) => turns.waiting.push(resolve));
  }

  /** The turn goes to the one that waits longest; `running` stays as it is then. */
  #end(lane: string): void {
    const turns = this.#turns.get(lane);
    if (!turns) return;
    const next = turns.waiting.shift();
    if (next) return next();
    turns.running -= 1;
    if (turns.running === 0) this.#turns.delete(lane);
  }
}

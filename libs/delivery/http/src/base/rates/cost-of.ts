import type { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { TenantModel } from '@ruyi/engine/model';
import { asksUnindexed } from './asks-unindexed.js';
import { COSTS, UNINDEXED, type RequestCosts } from './costs.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * What this request costs: its route's points, or those of the costliest word that it asks with. Which fields have an index
 * the company's model says; without it that word is not counted.
 */
export function costOf(reflector: Reflector, handler: Handler, request: FastifyRequest, model?: TenantModel): number {
  const costs = reflector.get<RequestCosts | undefined>(COSTS, handler);
  if (!costs) return 1;
  return Object.entries(costs.with).reduce(
    (most, [words, points]) => (points > most && asksWith(request, words, model) ? points : most),
    costs.points,
  );
}

/** Whether the company's model has a say in what the request costs. */
export function needsModel(reflector: Reflector, handler: Handler, request: FastifyRequest): boolean {
  const costs = reflector.get<RequestCosts | undefined>(COSTS, handler);
  return costs !== undefined && UNINDEXED in costs.with && ORDERING.some((words) => asksWith(request, words));
}

const ORDERING = ['filter', 'sort', 'view'];

/** In the address or the body, which are not yet read: whatever is there counts, an empty word does not. */
function asksWith(request: FastifyRequest, words: string, model?: TenantModel): boolean {
  if (words === UNINDEXED) return model !== undefined && asksUnindexed(request, model);
  const [key = '', value] = words.split('=');
  return [request.query, request.body].some((part) => {
    const asked = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined;
    return value === undefined ? asked !== undefined && asked !== null && asked !== '' : asked === value;
  });
}

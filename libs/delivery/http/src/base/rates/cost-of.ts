import type { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { COSTS, type RequestCosts } from './costs.js';

/** What this request costs: its route's points, or those of the costliest word that it asks with. */
export function costOf(
  reflector: Reflector,
  handler: ReturnType<ExecutionContext['getHandler']>,
  request: FastifyRequest,
): number {
  const costs = reflector.get<RequestCosts | undefined>(COSTS, handler);
  if (!costs) return 1;
  return Object.entries(costs.with).reduce(
    (most, [words, points]) => (asksWith(request, words) ? Math.max(most, points) : most),
    costs.points,
  );
}

/** In the address or the body, which are not yet read: whatever is there counts, an empty word does not. */
function asksWith({ query, body }: FastifyRequest, words: string): boolean {
  const [key = '', value] = words.split('=');
  return [query, body].some((part) => {
    const asked = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined;
    return value === undefined ? asked !== undefined && asked !== null && asked !== '' : asked === value;
  });
}

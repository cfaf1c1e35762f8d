import type { FastifyRequest } from 'fastify';
import { parseFilter, parseFilterText, parseSort } from '@ruyi/contract/query';
import type { TenantModel } from '@ruyi/engine/model';
import { usesUnindexed } from '@ruyi/engine/query';

/** Whether a list of a module is asked for by a field that no index serves; what cannot be read is refused for less. */
export function asksUnindexed({ params, query, body }: FastifyRequest, model: TenantModel): boolean {
  const { module: key } = wordsOf(params);
  const module = typeof key === 'string' ? model.modules.get(key) : undefined;
  if (!module) return false;
  return [query, body].map(wordsOf).some(({ view, filter, sort }) => {
    const filtered = typeof filter === 'string' ? parseFilterText(filter) : parseFilter(filter);
    const sorted = parseSort(sort);
    return usesUnindexed(model, module, {
      view: typeof view === 'string' ? view : undefined,
      filter: filtered.ok ? filtered.filter : undefined,
      sort: sorted.ok ? sorted.sort : undefined,
    });
  });
}

function wordsOf(part: unknown): Readonly<Record<string, unknown>> {
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {};
}

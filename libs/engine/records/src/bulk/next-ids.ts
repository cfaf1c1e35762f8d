import type { Context, Transaction } from '@ruyi/engine/context';
import type { ListRequest, RowsRequest } from '../read/list-request.js';
import type { RecordFinder } from './bulk-request.js';

/** The next records of a request in the order of their ids, which no action changes: the cursor stays true while rows move. */
export async function nextIds(
  finder: RecordFinder,
  ctx: Context,
  module: string,
  page: { readonly select: RowsRequest; readonly limit: number; readonly cursor?: string; readonly tx?: Transaction },
): Promise<{ readonly ids: readonly string[]; readonly cursor: string | null }> {
  const request: ListRequest = {
    ...page.select,
    fields: ['id'],
    sort: [{ field: 'id' }],
    limit: page.limit,
    ...(page.cursor === undefined ? {} : { after: page.cursor }),
  };
  const { items, nextCursor } = await finder.list(ctx, module, request, page.tx);
  return { ids: items.map(({ id }) => id), cursor: nextCursor };
}

import type { ApiClient } from '@ruyi/testing';
import type { ApiOperation } from './api-operation.js';
import { callExample } from './example-of.js';
import type { Example } from './example.js';
import type { ForeignPlace } from './foreign-places.js';

/** Lists that no company of the suite has anything in: what is tried there is an id of the other company's. */
const EMPTY: Readonly<Record<string, string>> = {
  'GET /data-security/operator-acts': 'only an operator at the machine adds to it',
};

/** The list's next page, from where a page of the other company's ended. */
export async function cursorPlaces(
  operation: ApiOperation,
  mine: Example,
  { example, client, id }: { readonly example: Example; readonly client: ApiClient; readonly id: string },
): Promise<readonly ForeignPlace[]> {
  const part = operation.query.includes('after') ? 'query' : operation.body.includes('after') ? 'body' : null;
  if (part === null) return [];
  // The shortest list: a cursor belongs to its filter and sort, and theirs have other fields.
  const page = { limit: part === 'query' ? '1' : 1 };
  const { body } = await callExample(operation, { ...example, [part]: page }, example.client ?? client);
  const { items, nextCursor } = body as { items: readonly object[]; nextCursor?: string | null };
  const theirs = nextCursor ?? idOf(items.at(-1)) ?? (operation.name in EMPTY ? id : undefined);
  if (theirs === undefined) throw new Error(`there is nothing in ${operation.name}, and nowhere to go on from`);
  return [
    { where: `${part}.after`, inPath: false, theirs, with: (after) => ({ ...mine, [part]: { ...page, after } }) },
  ];
}

/** A list goes on from the id of its last item, or of the record that the item is about. */
function idOf(item: object = {}): string | undefined {
  return Object.values(item).find(
    (value): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value),
  );
}

import type { Context, Transaction } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { searchRowStatements, type RecordReader, type SearchableRecord } from '@ruyi/engine/records';
import type { Product } from './product.js';
import { systemContext } from './system-context.js';

/** Written within one transaction: as many as one page of a list may have. */
const BATCH = 200;

/**
 * Writes the search rows of one tenant anew from its records, while the product works on: each record is locked while
 * its row is written, so that a change in between is not undone. Answers the number of records by module.
 */
export async function rebuildSearch(product: Product, tenantId: string): Promise<Readonly<Record<string, number>>> {
  const ctx = await systemContext(product, tenantId);
  const model = await product.models.get(ctx);
  const counts: Record<string, number> = {};
  for (const module of model.modules.values()) {
    if (searchedFields(module).length === 0) continue;
    counts[module.key] = 0;
    for await (const page of product.reader.iterate(ctx, module.key, { fields: ['createdAt'] }, BATCH)) {
      counts[module.key] = (counts[module.key] ?? 0) + page.length;
      const ids = page.map(({ id }) => id);
      await product.ports.database.transaction(tenantId, (tx) => writeSearchRows(product.reader, ctx, tx, module, ids));
    }
  }
  return counts;
}

/** Writes the search rows of some records (at most a page of them) anew. */
export async function writeSearchRows(
  reader: RecordReader,
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  ids: readonly string[],
): Promise<void> {
  const searched = searchedFields(module).map(({ key }) => key);
  const fields = ['createdAt', 'createdBy', ...(module.owned ? ['ownerId'] : []), ...searched];
  await tx.query({
    text: `select id from ${module.table} where tenant_id = $1 and id = any($2::uuid[]) order by id for share`,
    values: [ctx.tenantId, ids],
  });
  const { items } = await reader.list(
    ctx,
    module.key,
    { filter: { field: 'id', op: 'in', value: [...ids] }, fields, limit: BATCH },
    tx,
  );
  await tx.pipeline(items.flatMap((item) => searchRowStatements(ctx, module, asSearchable(item))));
}

const searchedFields = (module: ModuleModel): readonly FieldModel[] =>
  [...module.fields.values()].filter((field) => field.search && !field.retired);

function asSearchable(item: Readonly<Record<string, unknown>> & { readonly id: string }): SearchableRecord {
  const creator = item['createdBy'];
  return {
    ...item,
    createdBy: typeof creator === 'string' ? creator : null,
    createdAt: String(item['createdAt']),
  };
}

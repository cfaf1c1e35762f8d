import type { Context } from '@ruyi/engine/context';
import { compileAggregate, isListField, resolveAggregate } from '@ruyi/engine/query';
import type { AggregateAnswer, AggregateRow, GroupKey, Measure } from '@ruyi/engine/query';
import { DisplayNames } from './display-names.js';
import type { RowsRequest } from './list-request.js';
import { openReadSession } from './read-session.js';
import type { ReadPorts } from './read-session.js';
import { rowsOfRequest } from './rows-of-request.js';

export interface AggregateRequest extends RowsRequest {
  readonly groupBy: readonly GroupKey[];
  readonly measures: readonly Measure[];
}

/** A row with the names of what its keys refer to, as the caller may see them. */
export interface NamedAggregateRow extends AggregateRow {
  readonly texts: readonly (string | null)[];
}

/** Groups and measures records as the caller may see them. */
export class RecordAggregator {
  constructor(private readonly ports: ReadPorts) {}

  async aggregate(
    ctx: Context,
    module: string,
    request: AggregateRequest,
  ): Promise<Omit<AggregateAnswer, 'rows'> & { readonly rows: readonly NamedAggregateRow[] }> {
    const session = await openReadSession(this.ports, ctx);
    const { groupBy, measures } = request;
    const aggregate = resolveAggregate(session.scope, {
      ...rowsOfRequest(session.scope, module, request),
      groupBy,
      measures,
    });
    const compiled = compileAggregate(aggregate);
    const [rows = []] = await session.run([compiled.statement]);
    const answer = compiled.decode(rows);
    const fields = aggregate.groups.map(({ path }, index) => ({ name: String(index), ...path }));
    // A list is grouped item by item, so an item is named as the list of it alone.
    const listed = fields.map(({ field }) => isListField(field));
    const keyed = answer.rows.map(({ keys }) =>
      Object.fromEntries(keys.map((key, index) => [String(index), listed[index] && key !== null ? [key] : key])),
    );
    const texts = await new DisplayNames(session, fields).of(keyed);
    return {
      ...answer,
      rows: answer.rows.map((row, index) => ({
        ...row,
        texts: row.keys.map((_, key) => texts[index]?.[String(key)] ?? null),
      })),
    };
  }
}

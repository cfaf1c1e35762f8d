import type { ObjectReader } from '@ruyi/contract/errors';
import { DATE_BUCKETS, MEASURE_FUNCTIONS, type GroupKey, type Measure } from '@ruyi/engine/query';
import type { AggregateRequest } from '@ruyi/engine/records';
import { readRows } from './read-rows-request.js';

const MOST = 20;

/** `{groupBy: [{field, by?}], measures: [{as, fn, field?}], filter?}` and the words that say which records. */
export function readAggregate(reader: ObjectReader): AggregateRequest {
  const rows = readRows(reader);
  const groupBy = reader.objects('groupBy', MOST).map(({ value, path }): GroupKey => {
    const part = reader.part(value, path);
    const field = part.text('field', 200) ?? '';
    const by = part.oneOf('by', DATE_BUCKETS);
    if (field === '') part.fail('field', 'required');
    part.leave();
    return { field, ...(by === undefined ? {} : { by }) };
  });
  const measures = reader.objects('measures', MOST).map(({ value, path }): Measure => {
    const part = reader.part(value, path);
    const as = part.text('as', 60) ?? '';
    const fn = part.oneOf('fn', MEASURE_FUNCTIONS);
    const field = part.text('field', 200);
    if (as === '') part.fail('as', 'required');
    if (fn === undefined) part.fail('fn', 'required');
    part.leave();
    return { as, fn: fn ?? 'count', ...(field === undefined ? {} : { field }) };
  });
  reader.end();
  return { ...rows, groupBy, measures };
}

import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const COSTS = 'ruyi:costs';

/** Stands among the words for a filter, an order or a view that uses a field without an index. */
export const UNINDEXED = 'unindexed';

/** What a request takes of its caller's rate, by its words as well: `search` or `total=exact` to points, where they are more. */
export interface RequestCosts {
  readonly points: number;
  readonly with: Readonly<Record<string, number>>;
}

/** How much of the caller's rate a request takes, where it is more than one: it reads many rows, or starts a job that does. */
export const Costs = (points: number, withWords: RequestCosts['with'] = {}): MethodDecorator => {
  const costs: RequestCosts = { points, with: withWords };
  return applyDecorators(
    SetMetadata(COSTS, costs),
    ApiExtension('x-costs', points),
    ...(Object.keys(withWords).length > 0 ? [ApiExtension('x-costs-with', withWords)] : []),
  );
};

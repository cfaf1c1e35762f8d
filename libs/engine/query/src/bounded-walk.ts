import type { AccessWhere } from '@ruyi/engine/access';
import type { Condition } from './condition.js';
import { readField } from './field-read.js';
import type { OrderPart } from './order-parts.js';
import { reachesFew } from './reaches-few.js';
import type { ResolvedList } from './resolved-list.js';
import { drivenByIds } from './rows-sql.js';

/** Rows of the order that are looked at: some milliseconds, and a page of 20 is in them where one row in 400 is wanted. */
export const WALKED_ROWS = 8_000;

/** Rows of a page beyond which a walk is too seldom enough. */
const LONGEST_PAGE = 200;

/**
 * From so many conditions on, the planner's number of matches is of no use. It takes conditions for independent of one
 * another and of the tenant, though each holds for rows of this tenant alone: with a quarter of all rows in one tenant, every
 * further condition makes its guess four times too small, until sorting a few hundred rows that it expects, and that are ten
 * thousands, looks cheaper than walking an index to a page that is soon full.
 */
const MANY_CONDITIONS = 3;

/**
 * Whether a page is first looked for in the first {@link WALKED_ROWS} rows of its order, each probed, and only asked of the
 * planner as a whole when they do not fill it. Not where what the actor reaches is few: that drives by itself.
 */
export function walksFirst(list: ResolvedList, part: OrderPart | undefined): boolean {
  if (!part || list.limit > LONGEST_PAGE || list.offset > 0) return false;
  if (drivenByIds(list) || reachesFew(list.access) || !isWalkable(list, part)) return false;
  const conditions = conditionsOfAccess(list.access) + conditionsIn(list.condition) + (part.probed ? 1 : 0);
  return conditions >= MANY_CONDITIONS;
}

/** Whether an index gives the order of the part. */
function isWalkable({ sort, scope }: ResolvedList, { keys }: OrderPart): boolean {
  if (keys.length === 0) return true;
  const [key, ...others] = sort;
  if (keys.length > 1 || !key || others.length > 0 || key.by.by !== 'value') return false;
  return key.by.field.indexed === true && readField(key.by.field, 't', scope).column;
}

function conditionsOfAccess(access: AccessWhere): number {
  switch (access.kind) {
    case 'everything':
    case 'nothing':
      return 0;
    case 'anyOf':
      return Math.max(...access.nodes.map(conditionsOfAccess));
    case 'allOf':
      return access.nodes.reduce((sum, node) => sum + conditionsOfAccess(node), 0);
    case 'parent':
      return 1 + Math.max(...access.targets.map(({ where }) => conditionsOfAccess(where)));
    default:
      return 1;
  }
}

function conditionsIn(condition: Condition): number {
  switch (condition.type) {
    case 'always':
    case 'never':
      return 0;
    case 'and':
      return condition.nodes.reduce((sum, node) => sum + conditionsIn(node), 0);
    case 'access':
      return conditionsOfAccess(condition.where);
    default:
      return 1;
  }
}

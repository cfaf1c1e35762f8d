import type { AccessWhere } from '@ruyi/engine/access';

/** Owners whose records can be read first, as ids, to find what hangs on them. */
const FEW_OWNERS = 10;

/** Whether the condition reaches what a few people own or share, rather than a company's records. */
export function reachesFew(where: AccessWhere): boolean {
  switch (where.kind) {
    case 'team':
      return true;
    case 'oneOf':
      return where.field !== 'poolId' && where.values.length <= FEW_OWNERS && !where.values.includes(null);
    case 'anyOf':
      return where.nodes.every(reachesFew);
    case 'allOf':
      return where.nodes.some(reachesFew);
    case 'parent':
      return where.targets.every((target) => reachesFew(target.where));
    default:
      return false;
  }
}

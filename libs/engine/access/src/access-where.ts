import type { FilterOperator } from '@ruyi/contract/query';

/** Which rows an actor reaches, as a condition on one module's records. The query compiler turns it into SQL. */
export type AccessWhere =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'anyOf'; readonly nodes: readonly AccessWhere[] }
  | { readonly kind: 'allOf'; readonly nodes: readonly AccessWhere[] }
  | { readonly kind: 'not'; readonly node: AccessWhere }
  /** The field's value is one of these; null stands for empty. */
  | { readonly kind: 'oneOf'; readonly field: string; readonly values: readonly (string | null)[] }
  | { readonly kind: 'compare'; readonly field: string; readonly op: FilterOperator; readonly value: unknown }
  /** The user is a member of the record's team, not expired; `write` asks for a member who may write. */
  | { readonly kind: 'team'; readonly userId: string; readonly access: 'read' | 'write' }
  /** The record that the reference names is reached; a reference to several modules has one target for each. */
  | {
      readonly kind: 'parent';
      readonly field: string;
      readonly targets: readonly { readonly module: string; readonly where: AccessWhere }[];
    };

export const EVERYTHING: AccessWhere = { kind: 'everything' };
export const NOTHING: AccessWhere = { kind: 'nothing' };

/** The union, simplified. */
export function anyOf(nodes: readonly AccessWhere[]): AccessWhere {
  const flat = nodes.flatMap((node) => (node.kind === 'anyOf' ? node.nodes : [node]));
  if (flat.some((node) => node.kind === 'everything')) return EVERYTHING;
  const left = mergeOwners(flat.filter((node) => node.kind !== 'nothing'));
  return left.length === 1 && left[0] ? left[0] : left.length === 0 ? NOTHING : { kind: 'anyOf', nodes: left };
}

/** The intersection, simplified. */
export function allOf(nodes: readonly AccessWhere[]): AccessWhere {
  const flat = nodes.flatMap((node) => (node.kind === 'allOf' ? node.nodes : [node]));
  if (flat.some((node) => node.kind === 'nothing')) return NOTHING;
  const left = flat.filter((node) => node.kind !== 'everything');
  return left.length === 1 && left[0] ? left[0] : left.length === 0 ? EVERYTHING : { kind: 'allOf', nodes: left };
}

/** Several roles' lists on one field become one list, so that they are one index condition. */
function mergeOwners(nodes: readonly AccessWhere[]): AccessWhere[] {
  const merged = new Map<string, Set<string | null>>();
  const others: AccessWhere[] = [];
  for (const node of nodes) {
    if (node.kind !== 'oneOf') {
      if (!others.some((other) => JSON.stringify(other) === JSON.stringify(node))) others.push(node);
      continue;
    }
    const values = merged.get(node.field) ?? new Set();
    for (const value of node.values) values.add(value);
    merged.set(node.field, values);
  }
  return [
    ...[...merged].map(([field, values]): AccessWhere => ({ kind: 'oneOf', field, values: [...values] })),
    ...others,
  ];
}

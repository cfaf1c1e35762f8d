import type { FilterCondition, FilterNode, FilterOperator } from '@ruyi/contract/query';

/** A condition while it is being written: field and operator may still be missing. */
export interface DraftCondition {
  readonly kind: 'condition';
  readonly field: string | null;
  readonly op: FilterOperator | null;
  readonly value: unknown;
}

/** 满足全部 or 满足任一 of what is inside. */
export interface DraftGroup {
  readonly kind: 'group';
  readonly join: 'and' | 'or';
  readonly negated: boolean;
  readonly nodes: readonly DraftNode[];
}

export type DraftNode = DraftCondition | DraftGroup;

/** Indexes from the root group down to a node. */
export type DraftPath = readonly number[];

export const EMPTY_CONDITION: DraftCondition = { kind: 'condition', field: null, op: null, value: null };

export function emptyGroup(join: 'and' | 'or'): DraftGroup {
  return { kind: 'group', join, negated: false, nodes: [EMPTY_CONDITION] };
}

/** A filter as the drawer edits it. */
export function draftOf(node: FilterNode | null): DraftGroup {
  if (node === null) return emptyGroup('and');
  const draft = draftNode(node);
  return draft.kind === 'group' && !draft.negated
    ? draft
    : { kind: 'group', join: 'and', negated: false, nodes: [draft] };
}

function draftNode(node: FilterNode): DraftNode {
  if ('and' in node) return { kind: 'group', join: 'and', negated: false, nodes: node.and.map(draftNode) };
  if ('or' in node) return { kind: 'group', join: 'or', negated: false, nodes: node.or.map(draftNode) };
  if ('not' in node) {
    const inner = draftNode(node.not);
    return inner.kind === 'group'
      ? { ...inner, negated: !inner.negated }
      : { kind: 'group', join: 'and', negated: true, nodes: [inner] };
  }
  return { kind: 'condition', field: node.field, op: node.op, value: node.value ?? null };
}

/** The filter that a draft means: unfinished conditions and empty groups are left out; null when nothing is left. */
export function filterOf(draft: DraftNode): FilterNode | null {
  if (draft.kind === 'condition') return conditionOf(draft);
  const nodes = draft.nodes.map(filterOf).filter((node): node is FilterNode => node !== null);
  const [only] = nodes;
  if (only === undefined) return null;
  const joined: FilterNode = nodes.length === 1 ? only : draft.join === 'and' ? { and: nodes } : { or: nodes };
  return draft.negated ? { not: joined } : joined;
}

function conditionOf(draft: DraftCondition): FilterCondition | null {
  if (draft.field === null || draft.op === null) return null;
  if (takesNoValue(draft.op)) return { field: draft.field, op: draft.op };
  return isComplete(draft.op, draft.value) ? { field: draft.field, op: draft.op, value: draft.value } : null;
}

/** Whether a condition has a field and still lacks what to hold it against. */
export function lacksValue({ field, op, value }: DraftCondition): boolean {
  return field !== null && op !== null && !takesNoValue(op) && !isComplete(op, value);
}

/** Whether somewhere in the draft a condition {@link lacksValue}. */
export function isUnfinished(draft: DraftNode): boolean {
  return draft.kind === 'condition' ? lacksValue(draft) : draft.nodes.some(isUnfinished);
}

/** Operators that say it all themselves. */
export function takesNoValue(op: FilterOperator): boolean {
  return NO_VALUE.has(op);
}

const NO_VALUE = new Set<FilterOperator>([
  'isEmpty',
  'isNotEmpty',
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'thisYear',
  'me',
  'subordinates',
  'department',
]);

function isComplete(op: FilterOperator, value: unknown): boolean {
  if (op === 'between') return Array.isArray(value) && value.length === 2 && value.every(isSaid);
  if (Array.isArray(value)) return value.length > 0;
  return isSaid(value);
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

/** The group with the node at `path` replaced; null takes it out. */
export function replaceAt(
  group: DraftGroup,
  path: DraftPath,
  change: (node: DraftNode) => DraftNode | null,
): DraftGroup {
  const [index, ...rest] = path;
  if (index === undefined) return group;
  const nodes = group.nodes.flatMap((node, at) => {
    if (at !== index) return [node];
    if (rest.length === 0) return change(node) ?? [];
    return node.kind === 'group' ? [replaceAt(node, rest, change)] : [node];
  });
  return { ...group, nodes };
}

/** The draft with `node` added to the group at `path`. */
export function addAt(group: DraftGroup, path: DraftPath, node: DraftNode): DraftGroup {
  if (path.length === 0) return { ...group, nodes: [...group.nodes, node] };
  return replaceAt(group, path, (at) => (at.kind === 'group' ? addAt(at, [], node) : at));
}

/** The parts that are shown as chips, each with the filter that is left without it. */
export function filterParts(
  filter: FilterNode | null,
): readonly { readonly node: FilterNode; readonly without: FilterNode | null }[] {
  if (filter === null) return [];
  if (!('and' in filter)) return [{ node: filter, without: null }];
  return filter.and.map((node, index) => ({ node, without: joinAll(filter.and.filter((_, at) => at !== index)) }));
}

function joinAll(nodes: readonly FilterNode[]): FilterNode | null {
  const [only] = nodes;
  if (only === undefined) return null;
  return nodes.length === 1 ? only : { and: nodes };
}

export function isDraftEmpty(draft: DraftGroup): boolean {
  return filterOf(draft) === null;
}

import type { Statement, Transaction } from '@ruyi/engine/context';

/** One node of a plan as EXPLAIN gives it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** What a statement cost, told so that a test can hold it to a bound on any machine. */
export interface PlanCost {
  /** The most rows that any one node took in or threw away. */
  readonly rowsTouched: number;
  readonly seqScans: readonly string[];
  readonly indexes: readonly string[];
  /** The most rows that were sorted at once. */
  readonly sorted: number;
  readonly milliseconds: number;
  readonly text: string;
}

/** Runs a statement under EXPLAIN ANALYZE, as the application would run it. */
export async function explain(tx: Transaction, statement: Statement): Promise<PlanCost> {
  const [row] = await tx.query<{
    'QUERY PLAN': readonly { Plan: PlanNode; 'Execution Time': number; 'Planning Time': number }[];
  }>({
    text: `explain (analyze, buffers, format json) ${statement.text}`,
    values: statement.values,
  });
  const plan = row?.['QUERY PLAN'][0];
  if (!plan) throw new Error('no plan');
  const nodes = flatten(plan.Plan);
  return {
    rowsTouched: Math.max(
      ...nodes.map(
        (node) =>
          (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
          node['Actual Loops'],
      ),
    ),
    seqScans: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0)
      .map((node) => node['Relation Name'] ?? ''),
    indexes: nodes.flatMap((node) => (node['Index Name'] && node['Actual Loops'] > 0 ? [node['Index Name']] : [])),
    sorted: Math.max(
      0,
      ...nodes
        .filter((node) => node['Node Type'] === 'Sort')
        .map((node) => (node.Plans?.[0]?.['Actual Rows'] ?? 0) * (node.Plans?.[0]?.['Actual Loops'] ?? 0)),
    ),
    milliseconds: plan['Execution Time'] + plan['Planning Time'],
    text: JSON.stringify(
      plan.Plan,
      [
        'Node Type',
        'Relation Name',
        'Index Name',
        'Actual Rows',
        'Actual Loops',
        'Rows Removed by Filter',
        'Index Cond',
        'Filter',
        'Plans',
      ],
      1,
    ),
  };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

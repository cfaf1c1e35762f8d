/** A table and the tables that have to be there before it. */
interface Node {
  readonly name: string;
  readonly references: readonly string[];
}

/**
 * Groups of tables in the order in which they can be loaded. Tables that point at each other (a department's leader, a
 * user's department) are one group, to be written by one statement: its foreign keys are checked at its end.
 * Strongly connected components by Tarjan, "Depth-first search and linear graph algorithms" (1972), which come out in
 * the order that is wanted here.
 */
export function loadOrder<T extends Node>(tables: readonly T[]): T[][] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: T[] = [];
  const groups: T[][] = [];

  const visit = (table: T): number => {
    const own = index.size;
    index.set(table.name, own);
    lowest.set(table.name, own);
    stack.push(table);
    for (const name of table.references) {
      const next = byName.get(name);
      if (!next) continue;
      if (!index.has(name)) lower(table, visit(next));
      else if (stack.includes(next)) lower(table, index.get(name) ?? own);
    }
    const low = lowest.get(table.name) ?? own;
    if (low === own) groups.push(stack.splice(stack.indexOf(table)));
    return low;
  };
  const lower = (table: T, to: number): void => {
    lowest.set(table.name, Math.min(lowest.get(table.name) ?? to, to));
  };

  for (const table of tables) if (!index.has(table.name)) visit(table);
  return groups;
}

import type { Department } from '@ruyi/ui/data-access';

/** A department with its depth in the tree, the company's first level being 0. */
export interface TreeRow {
  readonly department: Department;
  readonly depth: number;
}

/** The tree as rows, each department right before those below it. */
export function treeRows(departments: readonly Department[]): readonly TreeRow[] {
  const known = new Set(departments.map(({ id }) => id));
  const rows: TreeRow[] = [];
  const walk = (parentId: string | null, depth: number) => {
    for (const department of departments) {
      const parent = department.parentId && known.has(department.parentId) ? department.parentId : null;
      if (parent !== parentId) continue;
      rows.push({ department, depth });
      walk(department.id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

/** The department and all below it: none of them can become its parent. */
export function withDescendants(departments: readonly Department[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const department of departments)
      if (department.parentId && found.has(department.parentId)) found.add(department.id);
  }
  return found;
}

import type { DataScope } from '@ruyi/contract/access';
import type { AccessData, OrganisationUser } from './access-data.js';

const organisations = new WeakMap<AccessData, Organisation>();

/** Who stands below whom, asked of one version of the tenant's people. Cycles in the data end the walk, never hang it. */
export class Organisation {
  private readonly bySuperior = new Map<string, string[]>();
  private readonly byDepartment = new Map<string, string[]>();
  private readonly byParent = new Map<string, string[]>();
  private readonly subordinates = new Map<string, ReadonlySet<string>>();
  private readonly departmentTrees = new Map<string, ReadonlySet<string>>();

  /** The organisation of these people; made once for each version of them. */
  static of(data: AccessData): Organisation {
    const known = organisations.get(data) ?? new Organisation(data);
    organisations.set(data, known);
    return known;
  }

  private constructor(private readonly data: AccessData) {
    for (const user of data.users.values()) {
      append(this.bySuperior, user.superiorId, user.id);
      append(this.byDepartment, user.departmentId, user.id);
    }
    for (const department of data.departments.values()) append(this.byParent, department.parentId, department.id);
  }

  /** Everybody below the user in the tree of superiors, without the user. */
  subordinatesOf(userId: string): ReadonlySet<string> {
    const known = this.subordinates.get(userId) ?? withoutItself(userId, descend(userId, this.bySuperior));
    this.subordinates.set(userId, known);
    return known;
  }

  /** The department and all departments below it. */
  departmentTree(departmentId: string): ReadonlySet<string> {
    const known = this.departmentTrees.get(departmentId) ?? descend(departmentId, this.byParent);
    this.departmentTrees.set(departmentId, known);
    return known;
  }

  /** Users whose department is one of these today. */
  usersOf(departmentIds: Iterable<string>): string[] {
    return [...departmentIds].flatMap((id) => this.byDepartment.get(id) ?? []);
  }

  /** The owners that a scope reaches for a user, the user among them; null: everybody. */
  ownersWithin(scope: Exclude<DataScope, 'none'>, user: OrganisationUser): readonly string[] | null {
    switch (scope) {
      case 'all':
        return null;
      case 'own':
        return [user.id];
      case 'subordinates':
        return [user.id, ...this.subordinatesOf(user.id)];
      case 'department':
        return unique([user.id, ...(user.departmentId === null ? [] : this.usersOf([user.departmentId]))]);
      case 'departmentTree':
        return unique([
          user.id,
          ...(user.departmentId === null ? [] : this.usersOf(this.departmentTree(user.departmentId))),
        ]);
    }
  }

  /** Users that a superior may choose from: active ones below, in no order. */
  activeSubordinatesOf(userId: string): OrganisationUser[] {
    return [...this.subordinatesOf(userId)].flatMap((id) => {
      const user = this.data.users.get(id);
      return user?.active ? [user] : [];
    });
  }
}

function append(map: Map<string, string[]>, key: string | null, value: string): void {
  if (key === null) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function descend(root: string, children: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([root]);
  for (const id of reached) for (const child of children.get(id) ?? []) reached.add(child);
  return reached;
}

function withoutItself(id: string, ids: Set<string>): ReadonlySet<string> {
  ids.delete(id);
  return ids;
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

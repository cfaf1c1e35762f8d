import type { AccessData } from '@ruyi/engine/access';
import type { People, PersonalLimit } from './pool.js';

/** The departments that lie in the named ones: the named themselves and all below. */
function departmentsBelow(data: AccessData, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set(roots);
  for (let grown = true; grown;) {
    grown = false;
    for (const department of data.departments.values()) {
      if (department.parentId !== null && found.has(department.parentId) && !found.has(department.id)) {
        found.add(department.id);
        grown = true;
      }
    }
  }
  return found;
}

/** Ids of the active users whom `people` names. */
export function usersOf(data: AccessData, people: People): string[] {
  const departments = departmentsBelow(data, people.departments);
  const named = new Set(people.users);
  return [...data.users.values()]
    .filter(
      (user) =>
        user.active &&
        (people.everybody === true ||
          named.has(user.id) ||
          (user.departmentId !== null && departments.has(user.departmentId))),
    )
    .map((user) => user.id);
}

/** Whether `people` names this user. */
export function includesUser(data: AccessData, people: People, userId: string): boolean {
  if (people.everybody === true) return data.users.get(userId)?.active === true;
  return usersOf(data, people).includes(userId);
}

/** A person's own number, else that of the nearest department above, else the default. */
export function limitFor(data: AccessData, limit: PersonalLimit, userId: string): number | null {
  const own = limit.users?.[userId];
  if (own !== undefined) return own;
  const seen = new Set<string>();
  let departmentId = data.users.get(userId)?.departmentId ?? null;
  while (departmentId !== null && !seen.has(departmentId)) {
    seen.add(departmentId);
    const shared = limit.departments?.[departmentId];
    if (shared !== undefined) return shared;
    departmentId = data.departments.get(departmentId)?.parentId ?? null;
  }
  return limit.default;
}

import { columnName } from '@ruyi/engine/field-types';
import type { RecordSight } from '@ruyi/engine/records';

/** Records whose messages belong on the page of the one that they refer to: the people of a company. */
export interface PeopleOf {
  /** Whose page. */
  readonly module: string;
  readonly people: string;
  /** The people's field that names the record. */
  readonly field: string;
}

/** A condition on `column` that holds for the record, what was merged into it, and its people; `$1` is the tenant, `$2` the record. */
export function recordAndPeople(
  column: string,
  families: readonly PeopleOf[],
  { session, module }: RecordSight,
): string {
  const family = families.find((each) => each.module === module.key);
  const people = family && session.model.modules.get(family.people);
  const own = `${column} = $2 or ${column} in (select m.record_id from merged_record m where m.tenant_id = $1 and m.into_id = $2)`;
  if (!people?.enabled) return `(${own})`;
  return `(${own} or ${column} in (select p.id from ${people.table} p
    where p.tenant_id = $1 and p.${columnName(family?.field ?? '')} = $2 and p.deleted_at is null))`;
}

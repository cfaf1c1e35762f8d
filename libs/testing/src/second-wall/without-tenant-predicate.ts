/** `t.tenant_id = $1::uuid`, however it is spelled; equality of two columns is a join, and stays. */
const PREDICATE = /(?<![\w."])(?:"?\w+"?\.)?"?tenant_id"?\s*=\s*(\$\d+)(?:::uuid)?(?!\w)/g;

/** Tables that know tenants and stand before the second wall: nothing but the predicate keeps their rows apart. */
const BEFORE_THE_WALL = /\b(?:account_tenant|outbox_wakeup)\b/;

/** The statement without the tenant's predicate; its parameters stay what they are. */
export function withoutTenantPredicate(text: string): string {
  if (BEFORE_THE_WALL.test(text)) return text;
  return text.replace(PREDICATE, '$1::uuid is not null');
}

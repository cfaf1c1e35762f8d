import { describe, expect, it } from 'vitest';
import { withoutTenantPredicate } from './without-tenant-predicate.js';

describe('a statement without the tenant predicate', () => {
  it.each([
    [
      'select 1 from customers t where t.tenant_id = $1::uuid and t.id = $2',
      'select 1 from customers t where $1::uuid is not null and t.id = $2',
    ],
    ['update pool set name = $3 where tenant_id = $1', 'update pool set name = $3 where $1::uuid is not null'],
    [
      'select "U"."id" from "app_user" "U" where "U"."tenant_id" = $12 and ("U"."id" = $1)',
      'select "U"."id" from "app_user" "U" where $12::uuid is not null and ("U"."id" = $1)',
    ],
    [
      'from a join b on b.tenant_id = a.tenant_id where a.tenant_id = $1',
      'from a join b on b.tenant_id = a.tenant_id where $1::uuid is not null',
    ],
  ])('%s', (text, bare) => {
    expect(withoutTenantPredicate(text)).toBe(bare);
  });

  it('is the same where only the predicate keeps rows apart, and where there is none', () => {
    const before = 'select 1 from account_tenant where account_id = $1 and tenant_id = $2';
    expect(withoutTenantPredicate(before)).toBe(before);
    const none = 'insert into pool (tenant_id, id) values ($1, $2) on conflict (tenant_id, id) do nothing';
    expect(withoutTenantPredicate(none)).toBe(none);
  });
});

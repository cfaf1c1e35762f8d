import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { parse } from 'uuid';
import { newId } from '@ruyi/engine/context';
import type { Company } from '../make-company.js';

/** Somebody with a session. */
export interface SignedInPerson {
  readonly tenantId: string;
  readonly userId: string;
  readonly token: string;
}

/** The company's people beside those that it was made with, in its departments; and whose customers its manager sees. */
export interface FilledPeople {
  /** Owners of customers: the salesperson that asks is one of many. */
  readonly owners: readonly string[];
  readonly ownersOfManager: readonly string[];
}

/** Salespeople of every department, until there are so many people. */
export async function fillPeople(client: pg.Client, company: Company, people: number): Promise<FilledPeople> {
  const { tenantId, departments, manager, seller, salesRoleId } = company;
  const rows = Array.from({ length: Math.max(0, people - 3) }, (_, n) => ({
    id: newId(),
    name: `销售${n + 1}`,
    department: departments[n % departments.length]?.id ?? null,
  }));
  await client.query(
    `with p as (select * from json_to_recordset($2) as p (id uuid, name text, department uuid)), u as (
       insert into app_user (tenant_id, id, name, state, department_id) select $1, id, name, 'active', department from p
     ), r as (insert into user_role (tenant_id, user_id, role_id) select $1, id, $3 from p)
     update tenant set access_version = access_version + 1 where id = $1`,
    [tenantId, JSON.stringify(rows), salesRoleId],
  );
  const below = new Set([
    manager.department,
    ...departments.flatMap(({ id, parent }) => (parent === manager.department ? [id] : [])),
  ]);
  const middle = Math.floor(rows.length / 2);
  const owners = [
    ...rows.slice(0, middle).map(({ id }) => id),
    seller.userId,
    ...rows.slice(middle).map(({ id }) => id),
  ];
  return {
    owners,
    ownersOfManager: [
      manager.userId,
      seller.userId,
      ...rows.flatMap(({ id, department }) => (department !== null && below.has(department) ? [id] : [])),
    ],
  };
}

/** Sessions for some people, each with an account of its own: a password's hash for each would take longer than the run. */
export async function signIn(
  client: pg.Client,
  people: readonly { readonly tenantId: string; readonly userId: string }[],
): Promise<SignedInPerson[]> {
  const rows = people.map(({ tenantId, userId }) => {
    const token = `${Buffer.from(parse(tenantId)).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
    const hash = createHash('sha256').update(token).digest('hex');
    return { tenantId, userId, token, hash, account: newId(), session: newId() };
  });
  await client.query(
    `with p as (
       select * from json_to_recordset($1) as p ("tenantId" uuid, "userId" uuid, hash text, account uuid, session uuid)
     ), a as (insert into account (id, handle) select account, account || '@bench' from p
     ), t as (insert into account_tenant (account_id, tenant_id, user_id, state) select account, "tenantId", "userId", 'active' from p
     ), u as (
       update app_user u set account_id = p.account from p where u.tenant_id = p."tenantId" and u.id = p."userId"
     ) insert into session (tenant_id, id, token_hash, user_id, expires_at)
       select "tenantId", session, decode(hash, 'hex'), "userId", now() + interval '7 days' from p`,
    [JSON.stringify(rows)],
  );
  return rows;
}

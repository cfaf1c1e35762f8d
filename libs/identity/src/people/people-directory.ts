import { AppError } from '@ruyi/contract/errors';
import type { Context, Statement } from '@ruyi/engine/context';
import type { UserState } from '../entities/user-state.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { soundsLike } from './sounds-like.js';

/** A user as administrators see one. */
export interface UserView {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly account: string | null;
  readonly departmentId: string | null;
  readonly superiorId: string | null;
  readonly roleIds: readonly string[];
  readonly state: UserState;
  /** Whether the account asks for a code at log-in. */
  readonly secondFactor: boolean;
  readonly createdAt: Date;
}

/** A user as everybody sees one. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly departmentName: string | null;
}

export interface DepartmentView {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly leaderId: string | null;
  readonly disabled: boolean;
  /** Active and invited users. */
  readonly users: number;
}

export interface UserQuery {
  readonly search?: string | undefined;
  readonly state?: UserState | undefined;
  readonly departmentId?: string | undefined;
  readonly limit: number;
  /** Id of the last one of the page before. */
  readonly after?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const USER = `u.id, u.name, u.email, u.mobile, u.handle as account, u.department_id as "departmentId", u.superior_id as "superiorId",
  array(select r.role_id from user_role r where r.tenant_id = u.tenant_id and r.user_id = u.id order by r.role_id) as "roleIds",
  u.state, exists (select from account a where a.id = u.account_id and a.second_factor_secret is not null) as "secondFactor", u.created_at as "createdAt"`;
const PERSON = `u.id, u.name, d.name as "departmentName" from app_user u left join department d on d.tenant_id = u.tenant_id and d.id = u.department_id`;
/** Matches its parameter literally and anywhere, whatever the case. */
const FOUND = (parameter: string): string =>
  `(position(lower(${parameter}) in lower(u.name)) > 0 or position(lower(${parameter}) in u.email) > 0 or position(${parameter} in u.mobile) > 0 or position(lower(${parameter}) in u.handle) > 0)`;

/** Lists colleagues and departments. */
export class PeopleDirectory {
  constructor(private readonly database: IdentityDatabase) {}

  async users(ctx: Context, query: UserQuery): Promise<Page<UserView>> {
    const { search, state, departmentId, limit, after } = query;
    const rows = await this.list<UserView>(ctx, {
      text: `select ${USER} from app_user u where u.tenant_id = $1 and not u.service
               and ($2::uuid is null or u.id > $2) and ($3::text is null or u.state = $3) and ($4::uuid is null or u.department_id = $4)
               and ($5::text is null or ${FOUND('$5')}) order by u.id limit $6`,
      values: [ctx.tenantId, after ?? null, state ?? null, departmentId ?? null, search?.trim() || null, limit + 1],
    });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async user(ctx: Context, id: string): Promise<UserView> {
    const rows = await this.list<UserView>(ctx, {
      text: `select ${USER} from app_user u where u.tenant_id = $1 and u.id = $2 and not u.service`,
      values: [ctx.tenantId, id],
    });
    if (!rows[0]) throw AppError.notFound();
    return rows[0];
  }

  /** Active colleagues to choose from, at most `limit`; by any part of name, contact or pinyin. */
  async pick(ctx: Context, search: string | undefined, limit: number): Promise<readonly PersonView[]> {
    const typed = search?.trim() || null;
    const found = await this.list<PersonView>(ctx, {
      text: `select ${PERSON} where u.tenant_id = $1 and u.state = 'active' and not u.service and ($2::text is null or ${FOUND('$2')}) order by u.name, u.id limit $3`,
      values: [ctx.tenantId, typed, limit],
    });
    if (typed === null || found.length === limit) return found;
    const all = await this.list<PersonView>(ctx, {
      text: `select ${PERSON} where u.tenant_id = $1 and u.state = 'active' and not u.service order by u.name, u.id limit 5000`,
      values: [ctx.tenantId],
    });
    const others = all.filter((each) => soundsLike(each.name, typed) && !found.some(({ id }) => id === each.id));
    return [...found, ...others].slice(0, limit);
  }

  /** Everybody below the caller, however deep. */
  async subordinates(ctx: Context): Promise<readonly PersonView[]> {
    return this.list(ctx, {
      text: `with recursive below (id) as (
               select id from app_user where tenant_id = $1 and superior_id = $2
               union select c.id from app_user c join below on c.superior_id = below.id where c.tenant_id = $1
             ) select ${PERSON} join below on below.id = u.id where u.tenant_id = $1 and u.id <> $2 order by u.name, u.id`,
      values: [ctx.tenantId, ctx.userId],
    });
  }

  async departments(ctx: Context): Promise<readonly DepartmentView[]> {
    return this.list(ctx, departmentStatement(ctx, null));
  }

  async department(ctx: Context, id: string): Promise<DepartmentView> {
    const rows = await this.list<DepartmentView>(ctx, departmentStatement(ctx, id));
    if (!rows[0]) throw AppError.notFound();
    return rows[0];
  }

  private async list<T>(ctx: Context, statement: Statement): Promise<T[]> {
    const [rows] = await this.database.read(ctx.tenantId, [statement]);
    return (rows ?? []) as T[];
  }
}

function departmentStatement(ctx: Context, id: string | null): Statement {
  return {
    text: `select d.id, d.name, d.parent_id as "parentId", d.leader_id as "leaderId", d.disabled_at is not null as disabled,
             (select count(*)::int from app_user u where u.tenant_id = d.tenant_id and u.department_id = d.id and u.state <> 'disabled') as users
             from department d where d.tenant_id = $1 and ($2::uuid is null or d.id = $2) order by d.id`,
    values: [ctx.tenantId, id],
  };
}

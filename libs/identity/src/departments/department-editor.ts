import { AppError, type Issue } from '@ruyi/contract/errors';
import { changedParts, newId, type Context } from '@ruyi/engine/context';
import { recordAudit } from '../audit/record-audit.js';
import { Department } from '../entities/department.js';
import { User } from '../entities/user.js';
import { readNameOrThrow } from '../logins/read-name.js';
import { rootDepartment } from '../people/root-department.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { TenantUnit } from '../store/tenant-unit.js';

export interface DepartmentInput {
  readonly name?: string | undefined;
  /** Absent on creation: below the company; null: beside it. */
  readonly parentId?: string | null | undefined;
  readonly leaderId?: string | null | undefined;
}

/** Builds the tree of departments. */
export class DepartmentEditor {
  constructor(private readonly database: IdentityDatabase) {}

  async create(ctx: Context, input: DepartmentInput & { readonly name: string }): Promise<string> {
    const name = readNameOrThrow(input.name, 'name', 50);
    const id = newId();
    await this.change(ctx, { id, action: 'department.create' }, async (unit) => {
      await check(unit, input, null);
      const parentId = input.parentId === undefined ? await rootDepartment(unit) : input.parentId;
      await unit.rows(Department).insert({ id, name, parentId, leaderId: input.leaderId ?? null });
    });
    return id;
  }

  async edit(ctx: Context, id: string, input: DepartmentInput): Promise<void> {
    const name = input.name === undefined ? undefined : readNameOrThrow(input.name, 'name', 50);
    await this.change(ctx, { id, action: 'department.edit' }, async (unit) => {
      await this.existsOrThrow(unit, id);
      await check(unit, input, id);
      const { parentId, leaderId } = input;
      await unit.rows(Department).update(
        { id },
        {
          ...(name ? { name } : {}),
          ...(parentId === undefined ? {} : { parentId }),
          ...(leaderId === undefined ? {} : { leaderId }),
        },
      );
    });
  }

  /** A disabled department stays named where it is referred to and cannot be chosen. */
  async setDisabled(ctx: Context, id: string, disabled: boolean): Promise<void> {
    await this.change(ctx, { id, action: disabled ? 'department.disable' : 'department.enable' }, async (unit) => {
      await this.existsOrThrow(unit, id);
      if (disabled) await refuseInUse(unit, id);
      await unit.rows(Department).update({ id }, { disabledAt: disabled ? new Date() : null });
    });
  }

  /** Only a department that nothing refers to can go. */
  async remove(ctx: Context, id: string): Promise<void> {
    await this.change(ctx, { id, action: 'department.delete' }, async (unit) => {
      await this.existsOrThrow(unit, id);
      const users = await unit.rows(User).count({ departmentId: id });
      const below = await unit.rows(Department).count({ parentId: id });
      if (users + below > 0) throw new AppError(409, 'inUse', { params: { count: users + below } });
      await unit.rows(Department).delete({ id });
    });
  }

  private async existsOrThrow(unit: TenantUnit, id: string): Promise<void> {
    if (!(await unit.rows(Department).findOne({ id }))) throw AppError.notFound();
  }

  private async change(
    ctx: Context,
    subject: { id: string; action: string },
    work: (unit: TenantUnit) => Promise<void>,
  ): Promise<void> {
    const { id, action } = subject;
    await this.database.transaction(ctx.tenantId, async (unit) => {
      await unit.touchAccess();
      const was = await audited(unit, id);
      await work(unit);
      const is = await audited(unit, id);
      const detail = { name: (is ?? was)?.name ?? '', ...(is ? changedParts(was ?? {}, { ...is }) : {}) };
      await recordAudit(unit, { userId: ctx.userId, action, subjectId: id, detail });
    });
  }
}

/** By names, which stay readable when what they name is gone. */
async function audited(
  unit: TenantUnit,
  id: string,
): Promise<{ name: string; parent: string | null; leader: string | null } | null> {
  const [row] = await unit.tx.query<{ name: string; parent: string | null; leader: string | null }>({
    text: `select d.name, p.name as parent, u.name as leader from department d
             left join department p on p.tenant_id = d.tenant_id and p.id = d.parent_id
             left join app_user u on u.tenant_id = d.tenant_id and u.id = d.leader_id
            where d.tenant_id = $1 and d.id = $2`,
    values: [unit.tenantId, id],
  });
  return row ?? null;
}

async function refuseInUse(unit: TenantUnit, id: string): Promise<void> {
  const rows = await unit.tx.query<{ count: number }>({
    text: `select (select count(*) from app_user where tenant_id = $1 and department_id = $2 and state <> 'disabled')
                + (select count(*) from department where tenant_id = $1 and parent_id = $2 and disabled_at is null) as count`,
    values: [unit.tenantId, id],
  });
  const count = Number(rows[0]?.count ?? 0);
  if (count > 0) throw new AppError(409, 'inUse', { params: { count } });
}

async function check(unit: TenantUnit, { parentId, leaderId }: DepartmentInput, id: string | null): Promise<void> {
  const issues: Issue[] = [];
  if (parentId) issues.push(...(await parentIssues(unit, parentId, id)));
  if (leaderId && !(await unit.rows(User).findOne({ id: leaderId, service: false })))
    issues.push({ path: 'leaderId', code: 'notFound' });
  if (issues.length > 0) throw AppError.invalid(issues);
}

async function parentIssues(unit: TenantUnit, parentId: string, id: string | null): Promise<Issue[]> {
  const parent = await unit.rows(Department).findOne({ id: parentId });
  if (!parent || parent.disabledAt) return [{ path: 'parentId', code: 'notFound' }];
  if (id === null) return [];
  const circle = await unit.tx.query({
    text: `with recursive above (id) as (
             select $2::uuid
             union select d.parent_id from department d join above on above.id = d.id where d.tenant_id = $1 and d.parent_id is not null
           ) select 1 from above where id = $3`,
    values: [unit.tenantId, parentId, id],
  });
  return circle.length > 0 ? [{ path: 'parentId', code: 'notAllowed', key: 'circle' }] : [];
}

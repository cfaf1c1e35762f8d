import { RECORD_ACTIONS } from '@ruyi/contract/access';
import type { DataScope, Role, RoleFieldRule } from '@ruyi/contract/access';
import { AccessStore, Actors, noPools } from '@ruyi/engine/access';
import type { AccessData, OrganisationDepartment, OrganisationUser, PoolRight } from '@ruyi/engine/access';
import { newId } from '@ruyi/engine/context';
import type { Context, Database, Row } from '@ruyi/engine/context';
import { buildTenantModel, encodeField } from '@ruyi/engine/model';
import type { FieldOverlay, ModuleDefinition, TenantModel } from '@ruyi/engine/model';
import { CursorCodec } from '@ruyi/engine/query';
import { searchRowStatements } from '../search/search-row-statements.js';
import { RecordReader } from './record-reader.js';

export const MODULES = ['customers', 'contacts', 'followUps'] as const;

/** A role that gives every action on every module within a scope. */
export function aRole(name: string, scope: DataScope, fields: readonly RoleFieldRule[] = []): Role {
  const permissions = MODULES.flatMap((module) => RECORD_ACTIONS.map((action) => ({ module, action, scope })));
  return { id: newId(), key: null, name, permissions, fields };
}

export interface PersonOptions {
  readonly superior?: OrganisationUser;
  readonly department?: OrganisationDepartment;
  readonly roles?: readonly Role[];
}

/** What a spec's database offers: the application's door, and a way past it. */
export interface SpecDatabase {
  readonly database: Database;
  ownerQuery<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A small company for specs: people in memory, records in a real database, the reader on top. */
export class ReadFixture {
  readonly #models = new Map<number, TenantModel>();
  readonly tenantId = newId();
  readonly users = new Map<string, OrganisationUser>();
  readonly departments = new Map<string, OrganisationDepartment>();
  readonly roles = new Map<string, Role>();
  readonly pools = new Map<string, PoolRight[]>();
  readonly reader: RecordReader;
  /** The tenant's own fields; set before the first record. */
  readonly fields: FieldOverlay[] = [];
  readonly models = {
    get: ({ modelVersion }: { readonly modelVersion: number }): Promise<TenantModel> =>
      Promise.resolve(this.model(modelVersion)),
  };
  readonly actors: Actors;
  readonly cursors = new CursorCodec('secret of the spec');

  constructor(
    readonly db: SpecDatabase,
    private readonly shippedModules: readonly ModuleDefinition[],
  ) {
    const source = {
      load: (tenantId: string, version: number): Promise<AccessData> =>
        Promise.resolve({ tenantId, version, users: this.users, departments: this.departments, roles: this.roles }),
    };
    this.actors = new Actors(new AccessStore(source), {
      poolsOf: async (ctx) => this.pools.get(ctx.userId ?? '') ?? (await noPools.poolsOf(ctx)),
    });
    this.reader = new RecordReader({
      database: db.database,
      models: this.models,
      actors: this.actors,
      cursors: this.cursors,
    });
  }

  department(name: string, parent?: OrganisationDepartment): OrganisationDepartment {
    const department = { id: newId(), name, parentId: parent?.id ?? null, leaderId: null };
    this.departments.set(department.id, department);
    return department;
  }

  person(name: string, options: PersonOptions = {}): OrganisationUser {
    const roles = options.roles ?? [];
    for (const role of roles) this.roles.set(role.id, role);
    const user: OrganisationUser = {
      id: newId(),
      name,
      superiorId: options.superior?.id ?? null,
      departmentId: options.department?.id ?? null,
      roleIds: roles.map((role) => role.id),
      active: true,
    };
    this.users.set(user.id, user);
    return user;
  }

  /** Null asks as the system. */
  as(user: OrganisationUser | null, version = 1): Context {
    return {
      tenantId: this.tenantId,
      userId: user?.id ?? null,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      baseCurrency: 'CNY',
      modelVersion: version,
      accessVersion: version,
      requestId: 'spec',
    };
  }

  model(version = 1): TenantModel {
    const known =
      this.#models.get(version) ??
      buildTenantModel({ tenantId: this.tenantId, version }, this.shippedModules, {
        modules: [],
        fields: this.fields,
        layouts: [],
        views: [],
      });
    this.#models.set(version, known);
    return known;
  }

  /** Writes a record past the writer, with its registry and search rows; values in the form of the API. */
  async record(module: string, values: Readonly<Record<string, unknown>>): Promise<string> {
    const found = this.model().modules.get(module);
    if (!found) throw new Error(`No module ${module}`);
    const id = newId();
    const now = new Date().toISOString();
    const row = { createdAt: now, updatedAt: now, createdBy: null, ownerId: null, ...values };
    const columns: Record<string, unknown> = { tenant_id: this.tenantId, id };
    const custom: Record<string, unknown> = {};
    const indexed: [string, string][] = [];
    for (const [key, value] of Object.entries(row)) {
      const field = found.fields.get(key);
      if (!field) continue;
      const stored = encodeField(field, value, { baseCurrency: 'CNY' });
      Object.assign(columns, stored.columns);
      for (const item of stored.indexValues ?? []) indexed.push([key, item]);
      if (stored.custom?.value !== undefined) custom[stored.custom.key] = stored.custom.value;
    }
    columns['custom'] = JSON.stringify(custom);
    const names = Object.keys(columns);
    await this.db.database.transaction(this.tenantId, async (tx) => {
      await tx.query({
        text: 'insert into record (tenant_id, id, module_key, owner_id) values ($1, $2, $3, $4)',
        values: [this.tenantId, id, module, columns['owner_id'] ?? null],
      });
      await tx.query({
        text: `insert into ${found.table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        values: Object.values(columns),
      });
      for (const [key, item] of indexed)
        await tx.query({
          text: 'insert into value_index values ($1, $2, $3, $4, $5)',
          values: [this.tenantId, module, key, item, id],
        });
      await tx.pipeline(searchRowStatements({ tenantId: this.tenantId }, found, { ...row, id }));
    });
    return id;
  }

  async teamMember(
    recordId: string,
    user: OrganisationUser,
    options: { readonly access?: 'read' | 'write'; readonly expiresAt?: string } = {},
  ): Promise<void> {
    await this.db.database.transaction(this.tenantId, (tx) =>
      tx.query({
        text: 'insert into team_member (tenant_id, record_id, user_id, access, expires_at) values ($1, $2, $3, $4, $5)',
        values: [this.tenantId, recordId, user.id, options.access ?? 'read', options.expiresAt ?? null],
      }),
    );
  }
}

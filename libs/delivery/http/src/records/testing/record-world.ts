import type { RecordAction, Role, RoleFieldRule, DataScope } from '@ruyi/contract/access';
import { RECORD_ACTIONS } from '@ruyi/contract/access';
import { AccessStore, Actors, noPools, type AccessData, type OrganisationUser } from '@ruyi/engine/access';
import { newId, type Context } from '@ruyi/engine/context';
import { JobRuns, Notifications, TransactionalOutbox } from '@ruyi/engine/events';
import { ModelStore } from '@ruyi/engine/model';
import { CommandSet, RecordReader, type RecordBehaviour } from '@ruyi/engine/records';
import { CursorCodec } from '@ruyi/engine/query';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase, type TestDatabase } from '@ruyi/testing';

/** A company with its people, on a database of its own, with every command on records. */
export interface RecordWorld {
  readonly db: TestDatabase;
  readonly commands: CommandSet;
  readonly reader: RecordReader;
  readonly runs: JobRuns;
  readonly notifications: Notifications;
  /** Another company. */
  readonly stranger: Context;
  /** Adds a person; answers the context in which they act. */
  person(name: string, options?: PersonOptions): Promise<Context>;
  /** Makes a person one who has left. */
  dismiss(person: Context): void;
  /** The system's own context. */
  readonly system: Context;
}

export interface PersonOptions {
  /** Scope of every action on every module, unless `actions` says otherwise. */
  readonly scope?: DataScope;
  readonly actions?: Partial<Record<RecordAction, DataScope>>;
  readonly fields?: readonly RoleFieldRule[];
  readonly superior?: Context;
}

interface Company {
  readonly tenantId: string;
  readonly users: Map<string, OrganisationUser>;
  readonly roles: Map<string, Role>;
}

export async function recordWorld(
  options: { readonly behaviours?: readonly RecordBehaviour[] } = {},
): Promise<RecordWorld> {
  const db = await testDatabase();
  const companies = new Map<string, Company>();
  const access = new AccessStore({
    load: (tenantId, version) => Promise.resolve(accessDataOf(companies.get(tenantId), version)),
  });
  const outbox = new TransactionalOutbox();
  const runs = new JobRuns(db.database, outbox);
  const notifications = new Notifications(db.database, outbox);
  const models = new ModelStore(db.database, shippedModules);
  const actors = new Actors(access, noPools);
  const reader = new RecordReader({ database: db.database, models, actors, cursors: new CursorCodec('test') });
  const commands = new CommandSet({
    database: db.database,
    models,
    actors,
    finder: reader,
    runs,
    notifications,
    ...(options.behaviours ? { behaviours: options.behaviours } : {}),
  });

  const company = async (): Promise<Company> => {
    const made: Company = { tenantId: newId(), users: new Map(), roles: new Map() };
    companies.set(made.tenantId, made);
    await db.ownerQuery(
      `insert into tenant (id, code, name, locale, time_zone, base_currency) values ($1, $2, '如意贸易', 'zh-CN', 'Asia/Shanghai', 'CNY')`,
      [made.tenantId, made.tenantId.slice(-8)],
    );
    return made;
  };
  const own = await company();
  const foreign = await company();
  let version = 1;
  const contextOf = (tenantId: string, userId: string | null): Context => ({
    tenantId,
    userId,
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    modelVersion: 1,
    get accessVersion() {
      return version;
    },
    requestId: newId(),
  });
  const addPerson = async (where: Company, name: string, given: PersonOptions = {}): Promise<Context> => {
    const id = newId();
    const role = roleOf(given);
    where.roles.set(role.id, role);
    where.users.set(id, {
      id,
      name,
      superiorId: given.superior?.userId ?? null,
      departmentId: null,
      roleIds: [role.id],
      active: true,
    });
    await db.ownerQuery(`insert into app_user (tenant_id, id, name, state) values ($1, $2, $3, 'active')`, [
      where.tenantId,
      id,
      name,
    ]);
    version += 1;
    return contextOf(where.tenantId, id);
  };
  return {
    db,
    commands,
    reader,
    runs,
    notifications,
    system: contextOf(own.tenantId, null),
    stranger: await addPerson(foreign, '外人', { scope: 'all' }),
    person: (name, given) => addPerson(own, name, given),
    dismiss: ({ userId }) => {
      const user = userId === null ? undefined : own.users.get(userId);
      if (user) own.users.set(user.id, { ...user, active: false });
      version += 1;
    },
  };
}

function roleOf({ scope = 'own', actions = {}, fields = [] }: PersonOptions): Role {
  const permissions = shippedModules.flatMap(({ key }) =>
    RECORD_ACTIONS.map((action) => ({ module: key, action, scope: actions[action] ?? scope })),
  );
  return { id: newId(), key: null, name: 'test', permissions, fields };
}

function accessDataOf(company: Company | undefined, version: number): AccessData {
  if (!company) throw new Error('no such company');
  return {
    tenantId: company.tenantId,
    version,
    users: new Map(company.users),
    departments: new Map(),
    roles: new Map(company.roles),
  };
}

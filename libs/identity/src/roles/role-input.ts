import {
  ADMIN_ACTIONS,
  ADMIN_MODULE,
  DATA_SCOPES,
  FIELD_ACCESS,
  RECORD_ACTIONS,
  type RoleFieldRule,
  type RolePermission,
} from '@ruyi/contract/access';
import { AppError, InputReader, type Issue } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { ModuleCatalogue } from './module-catalogue.js';

/** Far above what a company with every module and field needs. */
const MAX_RULES = 20_000;

/** Whoever may read a record finds it in lists: the two words name one right. */
const LIST = 'list';

/** Reads permissions: known modules and actions, each pair once. */
export async function readPermissions(
  input: unknown,
  ctx: Context,
  modules: ModuleCatalogue,
): Promise<readonly RolePermission[]> {
  const reader = new InputReader();
  const seen = new Map<string, string>();
  const rows = reader.array(input, 'permissions', MAX_RULES).flatMap((item, index) => {
    const path = `permissions.${index}`;
    const row = reader.object(item, path, ['module', 'action', 'scope']);
    if (!row) return [];
    const module = reader.text(row['module'], `${path}.module`, 100);
    const action = reader.oneOf(
      row['action'] === LIST ? 'read' : row['action'],
      `${path}.action`,
      module === ADMIN_MODULE ? ADMIN_ACTIONS : RECORD_ACTIONS,
    );
    const scope = reader.oneOf(row['scope'], `${path}.scope`, DATA_SCOPES);
    if (!module || !action || !scope) return [];
    const before = seen.get(`${module} ${action}`);
    if (before === scope && action === 'read') return [];
    if (before) reader.fail(path, 'notUnique');
    seen.set(`${module} ${action}`, scope);
    return [{ path, module, action, scope }];
  });
  const issues = [...reader.issues, ...(await unknownModules(rows, ctx, modules))];
  if (issues.length > 0) throw AppError.invalid(issues.slice(0, 100));
  return rows.map(({ module, action, scope }) => ({ module, action, scope }));
}

/** Reads field rules: known fields, each once. */
export async function readFieldRules(
  input: unknown,
  ctx: Context,
  modules: ModuleCatalogue,
): Promise<readonly RoleFieldRule[]> {
  const reader = new InputReader();
  const seen = new Set<string>();
  const rows = reader.array(input, 'fields', MAX_RULES).flatMap((item, index) => {
    const path = `fields.${index}`;
    const row = reader.object(item, path, ['module', 'field', 'access']);
    if (!row) return [];
    const module = reader.text(row['module'], `${path}.module`, 100);
    const field = reader.text(row['field'], `${path}.field`, 100);
    const access = reader.oneOf(row['access'], `${path}.access`, FIELD_ACCESS);
    if (!module || !field || !access) return [];
    if (seen.has(`${module} ${field}`)) reader.fail(path, 'notUnique');
    seen.add(`${module} ${field}`);
    return [{ path, module, field, access }];
  });
  const issues = [...reader.issues, ...(await unknownModules(rows, ctx, modules))];
  for (const { path, module, field } of rows) {
    const known = await modules.fieldsOf(ctx.tenantId, ctx.modelVersion, module);
    if (known && !known.has(field)) issues.push({ path: `${path}.field`, code: 'unknownField', params: { field } });
  }
  if (issues.length > 0) throw AppError.invalid(issues.slice(0, 100));
  return rows.map(({ module, field, access }) => ({ module, field, access }));
}

async function unknownModules(
  rows: readonly { readonly path: string; readonly module: string }[],
  ctx: Context,
  modules: ModuleCatalogue,
): Promise<Issue[]> {
  const names = [...new Set(rows.map((row) => row.module))].filter((name) => name !== ADMIN_MODULE);
  const known = new Map<string, boolean>();
  for (const name of names) known.set(name, (await modules.fieldsOf(ctx.tenantId, ctx.modelVersion, name)) !== null);
  return rows
    .filter((row) => known.get(row.module) === false)
    .map((row) => ({ path: `${row.path}.module`, code: 'notFound' }));
}

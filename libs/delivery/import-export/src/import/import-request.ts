import { canEditField, canReadField, fieldRights, isMaskedField, mayEver, type Actor } from '@ruyi/engine/access';
import { AppError, type Issue } from '@ruyi/contract/errors';
import type { FieldModel, ModuleModel, TenantModel } from '@ruyi/engine/model';
import { isImportable, isMatchable } from './import-fields.js';

export const IMPORT_MODES = ['create', 'update', 'both'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/**
 * What becomes of a row whose record is there already: left alone, its cells written where the record has nothing,
 * written over it, or told as a failure.
 */
export const DUPLICATE_RULES = ['skip', 'fill', 'overwrite', 'refuse'] as const;
export type DuplicateRule = (typeof DUPLICATE_RULES)[number];

/** What to import: a file of one's own, and which of its columns are which fields. */
export interface ImportRequest {
  readonly module: string;
  readonly fileId: string;
  readonly mode: ImportMode;
  /** The field that tells which record a row is; null: every row is a new one. */
  readonly matchOn: string | null;
  /** Heading → key of a field; a mapping from fields to headings is turned round. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly duplicates: DuplicateRule;
  /** Rows without an owner of their own go there. */
  readonly pool?: string;
  /** Goes through everything and keeps nothing. */
  readonly dryRun?: boolean;
}

/** A request that has been checked against the module and the caller's rights. */
export interface ImportPlan extends ImportRequest {
  readonly model: ModuleModel;
  readonly columns: readonly { readonly heading: string; readonly field: FieldModel }[];
  readonly match: FieldModel | null;
}

const MOST_COLUMNS = 600;

/** 403 where the caller may not import here; 422 with every place of the request that does not fit. */
export function planImport(model: TenantModel, actor: Actor, module: ModuleModel, request: ImportRequest): ImportPlan {
  const { mode } = request;
  const needed = ['import', ...(mode === 'update' ? [] : ['create']), ...(mode === 'create' ? [] : ['edit'])] as const;
  if (needed.some((action) => !mayEver(model, actor, action as 'import', module.key))) throw AppError.notAllowed();
  const issues: Issue[] = [];
  const match = matchField(module, actor, request, issues);
  const columns = columnsOf(module, actor, request, issues);
  if (request.matchOn !== null && match && !columns.some(({ field }) => field.key === match.key))
    issues.push({ path: 'matchOn', code: 'required', key: 'required.matchColumn' });
  if (mode !== 'create' && request.matchOn === null) issues.push({ path: 'matchOn', code: 'required' });
  if (request.pool !== undefined && !(module.poolable && (actor.user === null || isMember(actor, request.pool))))
    issues.push({ path: 'pool', code: 'notFound' });
  if (issues.length > 0) throw AppError.invalid(issues);
  return { ...request, model: module, columns, match };
}

function isMember({ pools }: Actor, pool: string): boolean {
  return pools.some(({ poolId }) => poolId === pool);
}

function matchField(module: ModuleModel, actor: Actor, { matchOn }: ImportRequest, issues: Issue[]): FieldModel | null {
  if (matchOn === null) return null;
  const rights = fieldRights(module, actor, 'read');
  const field = module.fields.get(matchOn);
  if (!field || field.retired || !canReadField(rights, matchOn)) issues.push({ path: 'matchOn', code: 'unknownField' });
  else if (!isMatchable(field)) issues.push({ path: 'matchOn', code: 'unknownOption', key: 'invalid.match' });
  else if (isMaskedField(rights, matchOn))
    issues.push({ path: 'matchOn', code: 'notAllowed', key: 'notAllowed.maskedMatch' });
  else return field;
  return null;
}

function columnsOf(
  module: ModuleModel,
  actor: Actor,
  request: ImportRequest,
  issues: Issue[],
): { heading: string; field: FieldModel }[] {
  const entries = oriented(module, request.mapping);
  if (entries.length === 0) issues.push({ path: 'mapping', code: 'required' });
  if (entries.length > MOST_COLUMNS)
    issues.push({ path: 'mapping', code: 'limitReached', params: { max: MOST_COLUMNS } });
  const rights = fieldRights(module, actor, request.mode === 'update' ? 'edit' : 'create');
  const seen = new Set<string>();
  return entries.slice(0, MOST_COLUMNS).flatMap(([heading, key]) => {
    const path = `mapping.${heading}`;
    const field = module.fields.get(key);
    const isKey = key === request.matchOn;
    if (!field || field.retired || !canReadField(rights, key)) issues.push({ path, code: 'unknownField' });
    else if (seen.has(key)) issues.push({ path, code: 'notUnique', key: 'notUnique.column' });
    else if (!isKey && !(isImportable(field, request.mode) && canEditField(rights, key)))
      issues.push({ path, code: 'notAllowed', key: 'notAllowed.notImported' });
    else {
      seen.add(key);
      return [{ heading, field }];
    }
    return [];
  });
}

/** Headings first, whichever way round they were given. */
function oriented(module: ModuleModel, mapping: ImportRequest['mapping']): [heading: string, key: string][] {
  const entries = Object.entries(mapping);
  const isTurned =
    entries.every(([key]) => module.fields.has(key)) && !entries.some(([, heading]) => module.fields.has(heading));
  return isTurned ? entries.map(([key, heading]) => [heading, key]) : entries;
}

import { sql, type Statement } from '@ruyi/engine/context';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { checkHistoryValues } from './check-history-values.js';
import type { Finding } from './finding.js';
import type { Product } from './product.js';
import { systemContext } from './system-context.js';

interface Rule {
  readonly what: string;
  /** Selects `id`s of what breaks the rule. */
  readonly broken: Statement;
}

const MOST_EXAMPLES = 5;

/**
 * Holds a company's tables against each other: rows and registry, versions, owners, values and history, unique values, search,
 * pools, jobs, and the bytes of files. Reads only, as the application's role, one rule at a time while the product works on.
 */
export async function checkTenant(product: Product, tenantId: string): Promise<Finding[]> {
  const ctx = await systemContext(product, tenantId);
  const model = await product.models.get(ctx);
  const rules = [
    ...[...model.modules.values()].flatMap((module) => rulesOf(tenantId, module)),
    ...sharedRules(tenantId),
  ];
  const findings: Finding[] = [];
  for (const { what, broken } of rules) {
    const [rows = []] = await product.ports.database.read(tenantId, [counted(broken)]);
    const count = Number(rows[0]?.['count'] ?? 0);
    if (count > 0) findings.push({ what, count, examples: rows[0]?.['examples'] as string[] });
  }
  findings.push(...(await checkHistoryValues(product, ctx, MOST_EXAMPLES)));
  const lost = await filesWithoutBytes(product, tenantId);
  if (lost.length > 0)
    findings.push({ what: 'files without their bytes', count: lost.length, examples: lost.slice(0, MOST_EXAMPLES) });
  return findings;
}

function counted({ text, values }: Statement): Statement {
  return {
    text: `select count(*)::int as count, (array_agg(id::text))[1:${MOST_EXAMPLES}] as examples from (${text}) as broken`,
    values,
  };
}

function rulesOf(tenantId: string, module: ModuleModel): Rule[] {
  const { key, table } = module;
  const values = module.moduleId ? [tenantId, key, module.moduleId] : [tenantId, key];
  // Each statement names each parameter: PostgreSQL asks for the type of one that is given.
  const own = `t.tenant_id = $1 and $2::text <> ''${module.moduleId ? ' and t.module_id = $3' : ''}`;
  const rule = (what: string, text: string): Rule => ({ what: `${key}: ${what}`, broken: { text, values } });
  const isSearched = [...module.fields.values()].some((field) => field.search && !field.retired);
  return [
    rule(
      'rows that are not in the registry as they are (owner, recycle bin)',
      `select t.id from ${table} t left join record r on r.tenant_id = t.tenant_id and r.id = t.id and r.module_key = $2
       where ${own} and (r.id is null or r.owner_id is distinct from ${module.owned ? 't.owner_id' : 'null'} or (r.deleted_at is null) <> (t.deleted_at is null))`,
    ),
    rule(
      'entries of the registry without a row',
      `select r.id from record r where r.tenant_id = $1 and r.module_key = $2
         and not exists (select from ${table} t where ${own} and t.id = r.id)`,
    ),
    rule(
      'rows whose version is not the one that their history ends with',
      `select t.id from ${table} t where ${own} and t.version is distinct from
         (select max(h.version) from history h where h.tenant_id = t.tenant_id and h.record_id = t.id)`,
    ),
    ...(isSearched
      ? [
          rule(
            'rows that the search does not have, or has from the recycle bin',
            `select t.id from ${table} t where ${own} and (t.deleted_at is null) <>
               exists (select from search_row s where s.tenant_id = t.tenant_id and s.record_id = t.id)`,
          ),
        ]
      : []),
    ...(module.poolable
      ? [
          rule(
            'rows with an owner and a pool, or with neither',
            `select t.id from ${table} t where ${own} and t.deleted_at is null
               and (t.owner_id is null) = (t.pool_id is null)`,
          ),
        ]
      : []),
    ...[...module.fields.values()].flatMap((field) => uniqueRule(tenantId, module, field)),
  ];
}

/** Every value of a unique field is in the register, by its record. */
function uniqueRule(tenantId: string, module: ModuleModel, field: FieldModel): Rule[] {
  const { storage } = field;
  if (!field.unique || field.retired || field.uniqueWhen) return [];
  const value =
    storage.at === 'columns'
      ? `t.${storage.columns['value'] ?? 'id'}::text`
      : storage.at === 'custom'
        ? `t.custom->>$3`
        : null;
  if (value === null) return [];
  return [
    {
      what: `${module.key}: values of ${field.key} that are not held as unique`,
      broken: {
        text: `select t.id from ${module.table} t where t.tenant_id = $1 and t.deleted_at is null and ${value} <> ''
                 ${module.moduleId ? 'and t.module_id = $4' : ''}
                 and not exists (select from unique_value u where u.tenant_id = t.tenant_id and u.module_key = $2
                   and u.field_key = $3::text and u.record_id = t.id)`,
        values: [tenantId, module.key, field.key, ...(module.moduleId ? [module.moduleId] : [])],
      },
    },
  ];
}

function sharedRules(tenantId: string): Rule[] {
  return [
    {
      what: 'unique values that a record in the recycle bin still holds',
      broken: sql`select u.record_id as id from unique_value u
        join record r on r.tenant_id = u.tenant_id and r.id = u.record_id
        where u.tenant_id = ${tenantId} and r.deleted_at is not null`,
    },
    {
      what: 'moves between owners and pools that the history does not have',
      broken: sql`select m.id from pool_move m
        join record r on r.tenant_id = m.tenant_id and r.id = m.record_id
        where m.tenant_id = ${tenantId} and m.kind <> 'undo' and not exists (select from history h
          where h.tenant_id = m.tenant_id and h.record_id = m.record_id and h.change_set = m.change_set)`,
    },
    {
      what: 'jobs that are to run and that nobody has promised',
      broken: sql`select j.id from job_run j where j.tenant_id = ${tenantId} and j.state in ('waiting', 'active')
        and not exists (select from outbox o where o.tenant_id = j.tenant_id and o.id = j.id)`,
    },
  ];
}

async function filesWithoutBytes(product: Product, tenantId: string): Promise<string[]> {
  const ctx = await systemContext(product, tenantId);
  const [rows = []] = await product.ports.database.read(tenantId, [
    sql`select id from file where tenant_id = ${tenantId} order by id`,
  ]);
  const lost: string[] = [];
  for (const { id } of rows) if (!(await product.ports.files.has(ctx, String(id)))) lost.push(String(id));
  return lost;
}

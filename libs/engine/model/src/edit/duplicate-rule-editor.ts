import { AppError, InputReader } from '@ruyi/contract/errors';
import type { DuplicateRule } from '@ruyi/contract/metadata';
import { sql, type Context, type Database } from '@ruyi/engine/context';
import { isComparable } from '../duplicate-rules.js';
import { moduleOrThrow } from '../model-lookup.js';
import type { ModuleDefinition } from '../module-definition.js';
import type { ModuleModel } from '../tenant-model.js';
import { MetadataSession } from './metadata-session.js';

const MOST_RULES = 20;
const MODES = ['warn', 'forbid'] as const;

/** Which fields of a module are looked at for duplicates, and whether one warns or forbids. */
export class DuplicateRuleEditor {
  constructor(private readonly ports: { readonly database: Database; readonly shipped: readonly ModuleDefinition[] }) {}

  set(ctx: Context, moduleKey: string, input: unknown): Promise<readonly DuplicateRule[]> {
    return this.#save(ctx, moduleKey, (module) => readRules(module, input));
  }

  /** Back to what holds for whoever has chosen nothing. */
  async reset(ctx: Context, moduleKey: string): Promise<void> {
    await this.#save(ctx, moduleKey, () => null);
  }

  #save(
    ctx: Context,
    moduleKey: string,
    rulesFor: (module: ModuleModel) => readonly DuplicateRule[] | null,
  ): Promise<readonly DuplicateRule[]> {
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      const rules = rulesFor(module);
      const stored = rules === null ? null : JSON.stringify(rules);
      await session.tx.query(
        sql`insert into module_overlay (tenant_id, module_key, duplicate_rules) values (${ctx.tenantId}, ${moduleKey}, ${stored}::jsonb)
            on conflict (tenant_id, module_key) do update set duplicate_rules = excluded.duplicate_rules`,
      );
      const changed = moduleOrThrow(await session.changedModel(), moduleKey).duplicates;
      await session.audit('module.duplicates', moduleKey, '', {
        name: module.label.zh,
        before: { rules: inWords(module.duplicates) },
        after: { rules: inWords(changed) },
      });
      return changed;
    });
  }
}

const inWords = (rules: readonly DuplicateRule[]): string[] => rules.map(({ field, mode }) => `${field} ${mode}`);

function readRules(module: ModuleModel, input: unknown): DuplicateRule[] {
  const reader = new InputReader();
  const body = reader.object(input, '', ['rules']);
  if (body && !Array.isArray(body['rules']))
    reader.fail('rules', body['rules'] === undefined ? 'required' : 'invalidType');
  const seen = new Set<string>();
  const rules = reader.array(body?.['rules'], 'rules', MOST_RULES).flatMap((each, index): DuplicateRule[] => {
    const path = `rules.${index}`;
    const rule = reader.object(each, path, ['field', 'mode']);
    if (!rule) return [];
    const mode = MODES.find((one) => one === rule['mode']);
    if (!mode) reader.fail(`${path}.mode`, rule['mode'] === undefined ? 'required' : 'unknownOption');
    const key = rule['field'];
    const field = typeof key === 'string' ? module.fields.get(key) : undefined;
    if (key === undefined) reader.fail(`${path}.field`, 'required');
    else if (!field) reader.fail(`${path}.field`, typeof key === 'string' ? 'unknownField' : 'invalidType');
    else if (!isComparable(field))
      reader.issues.push({ path: `${path}.field`, code: 'notAllowed', key: 'notAllowed.notComparable' });
    else if (seen.has(field.key)) reader.fail(`${path}.field`, 'notUnique');
    else seen.add(field.key);
    return field && mode ? [{ field: field.key, mode }] : [];
  });
  if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
  return rules;
}

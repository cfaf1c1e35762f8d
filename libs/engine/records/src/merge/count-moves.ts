import { compileAccess } from '@ruyi/engine/access';
import { labelText } from '@ruyi/contract/metadata';
import type { ModuleModel } from '@ruyi/engine/model';
import { compileCount } from '@ruyi/engine/query';
import { referenceFields } from '../write/reference-fields.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergePreview } from './merge-request.js';

/** How many live records refer to these, by module and field, as far as the caller may see them. */
export async function countMoves(
  { ctx, tx, model, actor }: Pick<WriteSession, 'ctx' | 'tx' | 'model' | 'actor'>,
  target: ModuleModel,
  ids: readonly string[],
): Promise<MergePreview['moves']> {
  const scope = { model, actor, timeZone: ctx.timeZone, baseCurrency: ctx.baseCurrency, now: new Date() };
  const asked = [...model.modules.values()].flatMap((module) => {
    const grant = module.enabled ? compileAccess(model, actor, module.key, 'read') : null;
    if (!grant) return [];
    return referenceFields(module, target.key)
      .filter((field) => grant.fields.access.has(field.key))
      .map((field) => {
        const values = field.targets ? ids.map((id) => ({ module: target.key, id })) : ids;
        const test = { is: field.type === 'references' ? 'hasAny' : 'oneOf', values } as const;
        const condition = { type: 'test', field, test } as const;
        return {
          module,
          field,
          count: compileCount({ scope, module, access: grant.where, bin: 'live', condition }, null),
        };
      });
  });
  if (asked.length === 0) return [];
  const answers = await tx.pipeline(asked.map(({ count }) => count.statement));
  return asked.flatMap(({ module, field, count }, index) => {
    const { value } = count.decode(answers[index] ?? []);
    const label = labelText(module.label, ctx.locale);
    return value === 0 ? [] : [{ module: module.key, field: field.key, label, count: value }];
  });
}

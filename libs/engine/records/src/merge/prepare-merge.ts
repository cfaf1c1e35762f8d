import { parseFieldValue } from '@ruyi/contract/field-values';
import { canEditField, canReadField, fieldRights, isMaskedField } from '@ruyi/engine/access';
import { matchesPattern, type ModuleModel } from '@ruyi/engine/model';
import { prefixIssues } from '@ruyi/contract/field-values';
import { conditionIssues } from '../write/conditional-fields.js';
import { isWritable } from '../write/read-input.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergedRecords } from './merged-records.js';
import type { MergeRequest } from './merge-request.js';
import { planMerge, type MergePlan } from './plan-merge.js';

/** Plans a merge with the rights of who asks for it. */
export function prepareMerge(
  session: WriteSession,
  module: ModuleModel,
  { into, from }: MergedRecords,
  request: MergeRequest,
): MergePlan {
  const { ctx, actor } = session;
  const [read, edit] = [fieldRights(module, actor, 'read'), fieldRights(module, actor, 'edit')];
  const choosable = new Set(
    [...module.fields.values()]
      .filter((field) => isWritable(field) && canEditField(edit, field.key))
      .map(({ key }) => key)
      .filter((key) => canReadField(read, key) && !isMaskedField(read, key)),
  );
  const plan = planMerge({
    module,
    into,
    from,
    choices: request.values,
    choosable,
    known: new Set(read.access.keys()),
    faultsOf: (field, value) => {
      const { timeZone, baseCurrency } = ctx;
      const env = { timeZone, baseCurrency, regions: session.regions, previous: value, matchesPattern };
      const result = parseFieldValue(value, { ...field, required: false }, env);
      return result.ok ? [] : result.issues;
    },
  });
  const given = Object.fromEntries(Object.entries(plan.values).filter(([key]) => choosable.has(key)));
  const conditions = conditionIssues(session, module, {
    before: into,
    after: { ...into, ...plan.values },
    given,
    rights: edit,
  });
  return { ...plan, issues: [...plan.issues, ...prefixIssues('values', conditions)] };
}

import type { Field, Option } from '@ruyi/contract/metadata';
import { AppError } from '@ruyi/contract/errors';
import type { Context, Database } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import { describeField } from '../describe-module.js';
import { fieldOrThrow, moduleOrThrow } from '../model-lookup.js';
import type { ModuleDefinition } from '../module-definition.js';
import type { FieldModel } from '../tenant-model.js';
import { checkOptionMayGo } from './check-change.js';
import { saveField } from './field-rows.js';
import { isSmall } from './index-rows.js';
import { MetadataSession } from './metadata-session.js';
import { replaceOption, type RecordsChanged } from './option-replacement.js';
import { refused } from './refuse.js';

export const REPLACE_OPTION = 'metadata.replaceOption';

/** Either the field as it is now, or the job that is still moving records to the new option. */
export type OptionRetired = { readonly field: Field } | { readonly jobId: string };

/** Takes options out of use and moves their records to another one. */
export class OptionEditor {
  constructor(
    private readonly ports: {
      readonly database: Database;
      readonly shipped: readonly ModuleDefinition[];
      readonly jobs: JobRuns;
      readonly recordsChanged: RecordsChanged;
    },
  ) {}

  /** With `replaceBy`, records that have the option get that one: at once in a small module, else by a job. */
  async retire(
    ctx: Context,
    at: { readonly module: string; readonly field: string; readonly option: string },
    replaceBy: string | null,
  ): Promise<OptionRetired> {
    return MetadataSession.change(this.ports, ctx, async (session): Promise<OptionRetired> => {
      const module = moduleOrThrow(session.model, at.module);
      const field = fieldOrThrow(module, at.field);
      const option = field.options?.find(({ key }) => key === at.option);
      if (!option) throw AppError.notFound();
      checkOptionMayGo(field, option.key, 'option');
      checkReplacement(field, option, replaceBy);
      await saveRetired(session, at.module, field, option, replaceBy);
      await session.audit('option.retire', at.module, `${at.field}.${option.key}`, {
        name: `${field.label.zh}：${option.label.zh}`,
        after: { replaceBy },
      });
      const changed = async (): Promise<OptionRetired> => ({
        field: describeField(fieldOrThrow(moduleOrThrow(await session.changedModel(), at.module), at.field)),
      });
      if (replaceBy === null) return changed();
      const replacement = { module, field, from: option.key, to: replaceBy };
      if (await isSmall(session.ctx, session.tx, module)) {
        while ((await replaceOption(session.ctx, session.tx, replacement, this.ports.recordsChanged)) > 0);
        return changed();
      }
      const jobId = await this.ports.jobs.start(session.ctx, session.tx, {
        name: REPLACE_OPTION,
        label: { zh: `替换选项 ${option.label.zh}`, en: `Replace option ${option.label.en ?? option.label.zh}` },
        module: at.module,
        payload: { module: at.module, field: at.field, from: option.key, to: replaceBy },
      });
      return { jobId };
    });
  }
}

function checkReplacement(field: FieldModel, option: Option, replaceBy: string | null): void {
  if (replaceBy === null) return;
  const other = field.options?.find(({ key }) => key === replaceBy);
  if (!other) throw refused('replaceBy', 'unknownOption');
  if (other.retired || other.key === option.key) throw refused('replaceBy', 'notAllowed', 'notAllowed.replaceBySelf');
}

async function saveRetired(
  session: MetadataSession,
  module: string,
  field: FieldModel,
  option: Option,
  replacedBy: string | null,
): Promise<void> {
  const overlay = session.fieldOverlay(module, field.key);
  const options = (field.options ?? []).map((each): Option =>
    each.key === option.key ? { ...each, retired: true, ...(replacedBy === null ? {} : { replacedBy }) } : each,
  );
  await saveField(session, {
    module,
    key: field.key,
    ...(field.origin === 'custom' ? { type: field.type } : {}),
    retired: field.retired ?? false,
    ...(overlay?.slot ? { slot: overlay.slot } : {}),
    ...(overlay?.indexState ? { indexState: overlay.indexState } : {}),
    settings: { ...overlay?.settings, options, ...(isDefault(field, option.key) ? { default: replacedBy } : {}) },
  });
}

/** A default that is retired would make every new record invalid. */
function isDefault(field: FieldModel, option: string): boolean {
  return field.default === option || (Array.isArray(field.default) && field.default.includes(option));
}

import { labelText, type FieldKind, type Locale } from '@ruyi/contract/metadata';
import type { Actor } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { importableFields, ORIGINS, suggestedMapping } from '../import-fields.js';
import { cellHint } from './cell-hints.js';

/** One column of a template: its heading is found again when the file comes back filled in. */
export interface TemplateColumn {
  readonly heading: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly how: string;
  readonly example: string;
  /** Names of the options that may be chosen; none of a kind without options. */
  readonly options: readonly string[];
}

/** The fields that the caller may write, in the admin's order, the owner last; what a list from elsewhere brings along is left out. */
export function templateColumns(module: ModuleModel, actor: Actor, locale: Locale): TemplateColumn[] {
  const fields = importableFields(module, actor);
  const shown = fields.filter(({ key, hidden }) => !hidden && !ORIGINS.includes(key));
  const owner = fields.filter(({ key }) => key === 'ownerId');
  return [...shown, ...owner].map((field) => columnOf(field, fields, locale));
}

function columnOf(field: FieldModel, fields: readonly FieldModel[], locale: Locale): TemplateColumn {
  const { how, example } = cellHint(field.type);
  const options = optionsOf(field, locale);
  const isRequired = field.required === true && field.default === undefined && !field.showWhen;
  return {
    heading: `${headingOf(field, fields, locale)}${isRequired ? ' *' : ''}`,
    kind: field.type,
    required: isRequired,
    how: labelText(how, locale),
    example: field.options ? (options[0] ?? '') : labelText(example, locale),
    options,
  };
}

/** The field's name, or what else tells it from others of the same name. */
function headingOf(field: FieldModel, fields: readonly FieldModel[], locale: Locale): string {
  const names = [labelText(field.label, locale), field.label.zh, field.key].map((name) => name.replace(/\s+/g, ' '));
  return names.find((name) => suggestedMapping([name], fields)[name] === field.key) ?? field.key;
}

function optionsOf(field: FieldModel, locale: Locale): string[] {
  if (field.type === 'boolean') return locale === 'en' ? ['Yes', 'No'] : ['是', '否'];
  return (field.options ?? []).filter(({ retired }) => !retired).map(({ label }) => labelText(label, locale));
}

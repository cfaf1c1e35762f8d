import type { Field, FieldKind, FieldSettings, Option, SettingName } from '@ruyi/contract/metadata';
import type { FieldPatch, NewField } from '@ruyi/ui/data-access';

/** Changed settings of a field; null takes one away. */
export type SettingsDraft = { readonly [K in SettingName]?: FieldSettings[K] | null };

const NEW = 'new-';

/** Fields and options that the server has not named yet. */
export function isNew(key: string): boolean {
  return key.startsWith(NEW);
}

let made = 0;
export const newKey = () => `${NEW}${++made}`;

/** A field as it will be once the draft is saved. */
export function drafted(field: Field, draft: SettingsDraft | undefined): Field {
  if (!draft) return field;
  const settings = Object.entries({ ...field, ...draft }).filter(([, value]) => value !== null);
  return Object.fromEntries(settings) as unknown as Field;
}

/** The draft without what is as it was. */
export function changesOf(field: Field, draft: SettingsDraft): SettingsDraft {
  const changed = Object.entries(draft).filter(([name, value]) => !alike(value, field[name as SettingName]));
  return Object.fromEntries(changed);
}

function alike(a: unknown, b: unknown): boolean {
  return nothing(a) ? nothing(b) : JSON.stringify(a) === JSON.stringify(b);
}

/** Off, absent and null say the same of a setting. */
function nothing(value: unknown): boolean {
  return value === null || value === undefined || value === false || value === '';
}

/** Options that go out of use and hand their records on: the server does that by a call of its own. */
export function replacements(
  field: Field,
  draft: SettingsDraft,
): readonly { readonly option: string; readonly by: string }[] {
  const before = new Map(field.options?.map((option) => [option.key, option]));
  return (draft.options ?? []).flatMap((option) =>
    option.retired && option.replacedBy && !before.get(option.key)?.retired
      ? [{ option: option.key, by: option.replacedBy }]
      : [],
  );
}

/** What PATCH takes: new options without a key, and those about to be replaced still in use. */
export function patchBody(field: Field, draft: SettingsDraft): FieldPatch {
  if (!draft.options) return draft as FieldPatch;
  const waiting = new Set(replacements(field, draft).map(({ option }) => option));
  const options = draft.options.map((option) => (waiting.has(option.key) ? inUse(option) : option));
  return { ...draft, options: options.map(optionBody) } as FieldPatch;
}

function inUse({ retired: _, replacedBy: __, ...option }: Option): Option {
  return option;
}

function optionBody({ key, ...option }: Option): Omit<Option, 'key'> & { readonly key?: string } {
  return isNew(key) ? option : { key, ...option };
}

/** What POST takes. */
export function creationBody(field: Field): NewField {
  const { key: _, origin: __, options, ...settings } = field;
  const said = Object.fromEntries(Object.entries(settings).filter(([, value]) => !nothing(value)));
  return { ...said, ...(options ? { options: options.map(optionBody) } : {}) } as NewField;
}

/** A field as it comes out of the palette. */
export function freshField(type: FieldKind, label: Field['label'], modules: readonly string[]): Field {
  const common = { key: newKey(), type, origin: 'custom', label } as const;
  if (type === 'select' || type === 'multiSelect')
    return { ...common, options: [freshOption([], 1), freshOption([], 2)] };
  const [target] = modules;
  return type === 'reference' && target ? { ...common, target } : common;
}

/** The text that an option asks for: seen and required while the option is chosen. */
export function explanationOf(select: Field, option: Option): Field {
  const isChosen = { field: select.key, op: 'eq', value: option.key } as const;
  const { zh, en } = option.label;
  return {
    key: newKey(),
    type: 'text',
    origin: 'custom',
    label: {
      zh: `${select.label.zh}：${zh}`,
      ...(select.label.en && en ? { en: `${select.label.en}: ${en}` } : {}),
    },
    placeholder: { zh: '请说明', en: 'Please explain' },
    maxLength: 100,
    showWhen: isChosen,
    requiredWhen: isChosen,
  };
}

const COLORS = [
  '#1565c0',
  '#2e7d32',
  '#ef6c00',
  '#6a1b9a',
  '#00838f',
  '#c62828',
  '#ad1457',
  '#558b2f',
  '#4e342e',
  '#546e7a',
];

/** An option with the first colour that no other has. */
export function freshOption(others: readonly Option[], number: number, text?: string): Option {
  const used = new Set(others.map((option) => option.color));
  const color = COLORS.find((each) => !used.has(each)) ?? COLORS[number % COLORS.length];
  const label = text ? { zh: text } : { zh: `选项${number}`, en: `Option ${number}` };
  return {
    key: newKey(),
    label,
    ...(color ? { color: others.length === 0 ? (COLORS[number - 1] ?? color) : color } : {}),
  };
}

import { SETTINGS_BY_KIND, type Field, type FieldKind, type Label, type SettingName } from '@ruyi/contract/metadata';

/** Where on the panel a setting stands. */
export type SettingGroup = 'basic' | 'switch' | 'limit' | 'more';

/** One control of the panel: a field definition whose value is a setting of the field being designed. */
export interface Setting {
  /** As the server names it in errors: `label.zh`, `min`, `serial.format`. */
  readonly path: string;
  readonly name: SettingName;
  readonly group: SettingGroup;
  readonly field: Field;
}

type Definition = Partial<Field> & Pick<Field, 'label'>;

const say = (zh: string, en: string): Label => ({ zh, en });

function setting(path: string, group: SettingGroup, type: FieldKind, definition: Definition): Setting {
  const [name = path] = path.split('.');
  return {
    path,
    name: name as SettingName,
    group,
    field: { key: path.replace('.', '-'), type, origin: 'system', ...definition },
  };
}

const option = (key: string, zh: string, en: string) => ({ key, label: say(zh, en) });

const TEXTS: readonly Setting[] = [
  setting('label.zh', 'basic', 'text', { label: say('名称', 'Name (Chinese)'), required: true }),
  setting('label.en', 'basic', 'text', { label: say('英文名称', 'Name (English)') }),
  setting('help.zh', 'basic', 'text', {
    label: say('提示文字', 'Help text'),
    placeholder: say('显示在输入框下面', 'Shown below the input'),
  }),
  setting('help.en', 'more', 'text', { label: say('英文提示文字', 'Help text (English)') }),
  setting('placeholder.zh', 'more', 'text', {
    label: say('占位文字', 'Placeholder'),
    help: say('还没填写时，显示在输入框里', 'Shown inside the empty input'),
  }),
  setting('placeholder.en', 'more', 'text', { label: say('英文占位文字', 'Placeholder (English)') }),
];

const SWITCHES: readonly Setting[] = [
  setting('required', 'switch', 'boolean', { label: say('必填', 'Required') }),
  setting('unique', 'switch', 'boolean', { label: say('不允许重复', 'No duplicates') }),
  setting('indexed', 'switch', 'boolean', { label: say('快速筛选和排序', 'Fast to filter and sort') }),
  setting('display', 'switch', 'boolean', { label: say('平铺显示', 'Shown as tiles') }),
  setting('hidden', 'switch', 'boolean', { label: say('隐藏（表单、列表、导出都不显示）', 'Hidden everywhere') }),
  setting('readOnly', 'more', 'boolean', {
    label: say('只读（只能由系统或接口填写）', 'Read-only (filled by the system or the API)'),
  }),
  setting('audited', 'more', 'boolean', { label: say('记录修改历史', 'Keep a history of changes') }),
];

const LIMITS: readonly Setting[] = [
  setting('stars', 'limit', 'integer', {
    label: say('最多几颗星', 'Number of stars'),
    min: 1,
    max: 10,
    placeholder: say('5', '5'),
  }),
  setting('decimals', 'limit', 'integer', { label: say('小数位数', 'Decimals'), min: 0, max: 8 }),
  setting('minLength', 'limit', 'integer', { label: say('最少字数', 'Minimum length') }),
  setting('maxLength', 'limit', 'integer', { label: say('最多字数', 'Maximum length') }),
  setting('format', 'limit', 'boolean', {
    label: say('按统一社会信用代码校验', 'Must be a unified social credit code'),
  }),
  setting('pattern', 'limit', 'text', {
    label: say('格式（正则表达式）', 'Pattern (regular expression)'),
    placeholder: say('例如 [A-Z]{2}\\d{4}', 'e.g. [A-Z]{2}\\d{4}'),
  }),
  setting('patternMessage.zh', 'limit', 'text', { label: say('格式不对时提示', 'Message when it does not match') }),
  setting('patternMessage.en', 'more', 'text', { label: say('格式不对时的英文提示', 'Message (English)') }),
  setting('serial.format', 'limit', 'text', {
    label: say('编号规则', 'Format'),
    placeholder: say('{yyyy}{MM}{dd}-{0000}', '{yyyy}{MM}{dd}-{0000}'),
    help: say(
      '{yyyy} 年，{MM} 月，{dd} 日，{0000} 四位流水号',
      '{yyyy} year, {MM} month, {dd} day, {0000} a counter of four digits',
    ),
  }),
  setting('serial.reset', 'limit', 'select', {
    label: say('流水号重新开始', 'The counter starts again'),
    options: [
      option('never', '不重新开始', 'Never'),
      option('year', '每年', 'Every year'),
      option('month', '每月', 'Every month'),
      option('day', '每天', 'Every day'),
    ],
  }),
  setting('serial.start', 'limit', 'integer', {
    label: say('从几开始', 'Starts with'),
    min: 1,
    placeholder: say('1', '1'),
  }),
];

const CURRENCIES = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'TWD', 'MOP', 'KRW', 'SGD', 'AUD', 'CAD'];

function currencyOptions() {
  const name = (locale: string, code: string) => new Intl.DisplayNames(locale, { type: 'currency' }).of(code) ?? code;
  return CURRENCIES.map((code) => option(code, `${name('zh-CN', code)} ${code}`, `${name('en', code)} ${code}`));
}

/** Bounds are of the field's own kind: days for dates, numbers for the rest. */
function bounds(kind: FieldKind): readonly Setting[] {
  const type = kind === 'date' || kind === 'dateTime' ? 'date' : kind === 'integer' ? 'integer' : 'number';
  const dates = type === 'date';
  return [
    setting('min', 'limit', type, { label: dates ? say('最早', 'Earliest') : say('最小值', 'Minimum') }),
    setting('max', 'limit', type, { label: dates ? say('最晚', 'Latest') : say('最大值', 'Maximum') }),
  ];
}

export interface TargetModule {
  readonly key: string;
  readonly label: Label;
}

function pointers(field: Field, isCreated: boolean, modules: readonly TargetModule[]): readonly Setting[] {
  const target = setting('target', 'limit', 'select', {
    label: say('关联到', 'Points to'),
    required: true,
    options: modules,
    readOnly: !isCreated,
  });
  const currency = setting('currency', 'limit', 'select', {
    label: say('币种', 'Currency'),
    options: currencyOptions(),
    placeholder: say('本位币', 'Base currency'),
  });
  return field.type === 'money' ? [currency] : [target];
}

/** Items of a list, not characters. */
const LISTS: readonly FieldKind[] = ['multiSelect', 'tags', 'users', 'references', 'files', 'images'];

function inItems(one: Setting): Setting {
  if (one.path === 'minLength') return { ...one, field: { ...one.field, label: say('最少几项', 'At least … items') } };
  if (one.path === 'maxLength') return { ...one, field: { ...one.field, label: say('最多几项', 'At most … items') } };
  return one;
}

const SYSTEM: ReadonlySet<SettingName> = new Set<SettingName>(['label', 'help']);

/** Everything that may be set on a field, but for options, default and width, which have editors of their own. */
export function settingsOf(field: Field, isCreated: boolean, modules: readonly TargetModule[]): readonly Setting[] {
  const known = new Set<SettingName>(SETTINGS_BY_KIND[field.type]);
  const all = [...TEXTS, ...SWITCHES, ...pointers(field, isCreated, modules), ...bounds(field.type), ...LIMITS].filter(
    ({ name }) => known.has(name) && (field.origin !== 'system' || SYSTEM.has(name)),
  );
  return (LISTS.includes(field.type) ? all.map(inItems) : all).filter(
    ({ name }) => name !== 'target' || !field.targets,
  );
}

const READ: Readonly<Record<string, (value: unknown) => unknown>> = {
  display: (value) => value === 'tiles',
  format: (value) => value === 'creditCode',
  audited: (value) => value !== false,
};

const WRITE: Readonly<Record<string, (value: unknown) => unknown>> = {
  display: (value) => (value ? 'tiles' : null),
  format: (value) => (value ? 'creditCode' : null),
  audited: (value) => (value ? null : false),
};

/** The value that a control of the panel shows. */
export function readSetting(field: Field, path: string): unknown {
  const [name = path, part] = path.split('.');
  const whole = field[name as SettingName];
  const read = READ[name];
  if (read) return read(whole);
  if (part === undefined) return whole ?? null;
  return isParts(whole) ? (whole[part] ?? null) : null;
}

/** The setting as the draft keeps it: `{label: {zh, en}}` for the path `label.zh`. */
export function writeSetting(field: Field, path: string, value: unknown): unknown {
  const [name = path, part] = path.split('.');
  const write = WRITE[name];
  if (write) return write(value);
  const said = value === '' || value === undefined ? null : value;
  if (part === undefined) return said;
  const before = field[name as SettingName];
  const parts = { ...(isParts(before) ? before : {}), [part]: said };
  const left = Object.entries(parts).filter(([, each]) => each !== null);
  // An empty name is kept, so that the server can say that it is missing.
  if (left.length === 0) return name === 'label' ? { zh: '' } : null;
  return Object.fromEntries(left);
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

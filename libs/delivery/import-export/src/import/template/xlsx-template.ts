import ExcelJS from 'exceljs';
import type { FieldKind, Locale } from '@ruyi/contract/metadata';
import type { TemplateColumn } from './template-column.js';

/** Rows that offer the options in a list. */
const LAST_ROW = 5_001;

/** The type of what ExcelJS has on its sheets and does not declare. */
type Validated = ExcelJS.Worksheet & {
  readonly dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void };
};

/** As a spreadsheet should keep what is typed: a number of eighteen digits is a text. */
const FORMATS: Readonly<Partial<Record<FieldKind, string>>> = {
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm',
  number: 'General',
  integer: '0',
  money: '#,##0.00',
  percent: 'General',
  rating: '0',
};
const AS_TEXT = '@';

const WORDS = {
  'zh-CN': {
    guide: '填写说明',
    options: '可选值',
    headings: ['列', '必填', '怎么填', '例子', '可选值'],
    yes: '必填',
    wrong: '请从列表中选择',
  },
  en: {
    guide: 'How to fill in',
    options: 'Options',
    headings: ['Column', 'Required', 'How', 'Example', 'Options'],
    yes: 'Required',
    wrong: 'Please choose from the list',
  },
} as const satisfies Record<Locale, object>;

/** A sheet to fill in, where what has options is chosen from a list; behind it one that tells of each column, and the options. */
export async function xlsxTemplate(columns: readonly TemplateColumn[], name: string, locale: Locale): Promise<Buffer> {
  const words = WORDS[locale];
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] }) as Validated;
  const guide = workbook.addWorksheet(words.guide, { views: [{ state: 'frozen', ySplit: 1 }] });
  const lists = workbook.addWorksheet(words.options, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ heading, kind }) => ({
    header: heading,
    width: Math.max(14, heading.length * 2),
    style: { numFmt: FORMATS[kind] ?? AS_TEXT },
  }));
  const chosen = columns.filter(({ options }) => options.length > 0);
  lists.columns = chosen.map(({ heading }) => ({ header: heading, width: 20 }));
  for (const [index, { options }] of chosen.entries()) {
    for (const [row, option] of options.entries()) lists.getCell(row + 2, index + 1).value = option;
  }
  for (const [index, column] of columns.entries()) {
    const heading = sheet.getCell(1, index + 1);
    heading.font = column.required ? { bold: true, color: { argb: 'FFC62828' } } : { bold: true };
    // Several options in one cell are none of the list.
    if (column.options.length === 0 || column.kind === 'multiSelect') continue;
    const letter = sheet.getColumn(index + 1).letter;
    const list = lists.getColumn(chosen.indexOf(column) + 1).letter;
    sheet.dataValidations.add(`${letter}2:${letter}${LAST_ROW}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`'${words.options}'!$${list}$2:$${list}$${column.options.length + 1}`],
      showErrorMessage: true,
      error: words.wrong,
    });
  }
  guide.columns = words.headings.map((header, index) => ({ header, width: [22, 10, 40, 34, 60][index] ?? 20 }));
  for (const { heading, required, how, example, options } of columns)
    guide.addRow([heading, required ? words.yes : '', how, example, options.join(' / ')]);
  for (const each of [guide, lists]) each.getRow(1).font = { bold: true };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function sheetName(name: string): string {
  return name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31) || 'Sheet1';
}

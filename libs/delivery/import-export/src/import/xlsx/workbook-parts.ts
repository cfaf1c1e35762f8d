import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { getFormatFromId, isDateFormat, isPercentFormat } from 'numfmt';
import { prefixed, readXml } from './read-xml.js';
import { TextRun } from './text-run.js';

/** A hundred thousand rows of forty. */
const MOST_TEXTS = 4_000_000;
/** Excel takes no longer ones. */
const LONGEST_PATTERN = 255;

/** What a number is shown as. */
export type NumberKind = 'number' | 'date' | 'percent';

/** A workbook without its sheets (ECMA-376 part 1, 18.2). */
export interface Workbook {
  /** Its tabs in their order, each with the id of its relation. */
  readonly tabs: readonly { readonly relation: string; readonly isHidden: boolean }[];
  /** Whether day 0 of its dates is the first of 1904: of workbooks made on an old Mac. */
  readonly startsIn1904: boolean;
}

export async function readWorkbook(part: Readable): Promise<Workbook> {
  const tabs: { relation: string; isHidden: boolean }[] = [];
  let startsIn1904 = false;
  await readXml(part, {
    open(name, attributes) {
      if (name === 'sheet')
        tabs.push({
          relation: prefixed(attributes, 'id') ?? '',
          isHidden: (attributes['state'] ?? 'visible') !== 'visible',
        });
      // Extensions have an element of the same name that says nothing of dates.
      if (name === 'workbookPr' && attributes['date1904'] !== undefined)
        startsIn1904 = ['1', 'true'].includes(attributes['date1904']);
    },
  });
  return { tabs, startsIn1904 };
}

/** What a part refers to. */
export interface Relation {
  readonly id: string;
  /** The last part of its type's address, which is another in strict workbooks: `worksheet`, `styles` … */
  readonly kind: string;
  readonly target: string;
}

/** Where the relations of a part stand; of the package itself for ''. */
export function relationsOf(part: string): string {
  return posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
}

/** The relations of a part; their targets are told from the root. */
export async function readRelations(part: Readable, owner: string): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  await readXml(part, {
    open(name, { Id: id = '', Type: type = '', Target: target }) {
      if (name !== 'Relationship' || target === undefined) return;
      // Of the folder of the part, or from the root: both are written.
      const folder = `/${posix.dirname(owner)}`;
      relations.push({ id, kind: posix.basename(type), target: posix.resolve(folder, target).slice(1) });
    },
  });
  return relations;
}

/** The part of the first tab with rows that people see; undefined when there is none. */
export function firstSheetOf({ tabs }: Workbook, relations: readonly Relation[]): string | undefined {
  const sheets = tabs.flatMap(({ relation, isHidden }) => {
    const found = relations.find(({ id, kind }) => id === relation && kind === 'worksheet');
    return found ? [{ part: found.target, isHidden }] : [];
  });
  return (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])?.part;
}

/** Of each style of a cell, by its number, what it shows a number as (18.8.10, 18.8.30). */
export async function readStyles(part: Readable): Promise<readonly NumberKind[]> {
  const kindOfFormat = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let list = '';
  await readXml(part, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      const format = Number(numFmtId);
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      else if (list === 'numFmts' && name === 'numFmt') kindOfFormat.set(format, kindOf(formatCode));
      else if (list === 'cellXfs' && name === 'xf') {
        const kind = kindOfFormat.get(format) ?? kindOf(getFormatFromId(format));
        kindOfFormat.set(format, kind);
        kinds.push(kind);
      }
    },
    close(name) {
      if (name === list) list = '';
    },
  });
  return kinds;
}

function kindOf(pattern: string): NumberKind {
  if (pattern.length > LONGEST_PATTERN) return 'number';
  if (isDateFormat(pattern)) return 'date';
  return isPercentFormat(pattern) ? 'percent' : 'number';
}

/** The texts that cells refer to by their number (18.4.9), as their letters alone. */
export async function readSharedStrings(part: Readable): Promise<readonly string[]> {
  const texts: string[] = [];
  const run = new TextRun();
  await readXml(part, {
    open: (name) => run.open(name),
    text: (text) => run.add(text),
    close(name) {
      run.close(name);
      if (name !== 'si') return;
      texts.push(run.take());
      if (texts.length > MOST_TEXTS) throw new RangeError('a workbook has too many texts');
    },
  });
  return texts;
}

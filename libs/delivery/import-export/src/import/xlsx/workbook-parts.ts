import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { getFormatFromId, isDateFormat, isPercentFormat } from 'numfmt';
import { prefixed, readXml } from './read-xml.js';
import { TextRun } from './text-run.js';

/** The parts of a workbook beside its sheets, where every program puts them. */
export const WORKBOOK = 'xl/workbook.xml';
export const RELATIONS = 'xl/_rels/workbook.xml.rels';
export const STYLES = 'xl/styles.xml';
export const SHARED_STRINGS = 'xl/sharedStrings.xml';

/** A hundred thousand rows of forty. */
const MOST_TEXTS = 4_000_000;

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
      if (name === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
  });
  return { tabs, startsIn1904 };
}

/** Id of a relation of the workbook → the part that is meant. */
export async function readRelations(part: Readable): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readXml(part, {
    open(name, { Id: id, Target: target }) {
      // Of the folder of the workbook, or from the root: both are written.
      if (name === 'Relationship' && id !== undefined && target !== undefined)
        targets.set(id, posix.resolve('/xl', target).slice(1));
    },
  });
  return targets;
}

/** The part of the first tab that people see; undefined when the workbook does not say. */
export function firstSheetOf({ tabs }: Workbook, relations: ReadonlyMap<string, string>): string | undefined {
  const first = tabs.find(({ isHidden }) => !isHidden) ?? tabs[0];
  return first && relations.get(first.relation);
}

/** Of each style of a cell, by its number, what it shows a number as (18.8.10, 18.8.30). */
export async function readStyles(part: Readable): Promise<readonly NumberKind[]> {
  const patterns = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let list = '';
  await readXml(part, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      else if (list === 'numFmts' && name === 'numFmt') patterns.set(Number(numFmtId), formatCode ?? '');
      else if (list === 'cellXfs' && name === 'xf') {
        const id = Number(numFmtId ?? 0);
        kinds.push(kindOf(patterns.get(id) ?? getFormatFromId(id)));
      }
    },
    close(name) {
      if (name === list) list = '';
    },
  });
  return kinds;
}

function kindOf(pattern: string): NumberKind {
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

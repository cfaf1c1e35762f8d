import type { Statement } from '@ruyi/engine/context';
import { walksFirst } from './bounded-walk.js';
import type { CursorCodec } from './cursor.js';
import { ListSql } from './list-sql.js';
import type { RawRow } from './projection.js';
import type { ResolvedList } from './resolved-list.js';

/** One record of an answer, and the raw row for what is told beside its fields. */
export interface DecodedRow {
  readonly values: Record<string, unknown>;
  readonly raw: RawRow;
}

export interface DecodedPage {
  readonly rows: readonly DecodedRow[];
  readonly nextCursor: string | null;
}

/** A statement and what its rows mean. */
export interface CompiledList {
  readonly statement: Statement;
  /**
   * What to ask in place of `statement` after so many rows of it: it looked for the page in the first rows of the order alone,
   * and did not fill it. Null where it is the answer.
   */
  readonly instead: (rows: number) => Statement | null;
  /**
   * What to ask as well after so many rows: the later parts of the order, while there is room on the page. Null when it is
   * full or the statement reads them itself. Its rows go behind those that are there.
   */
  readonly rest: (rows: number) => Statement | null;
  readonly decode: (rows: readonly RawRow[]) => DecodedPage;
}

/** Compiles a page of records: pure, no database. */
export function compileList(list: ResolvedList, cursors: CursorCodec): CompiledList {
  const place = list.after === null ? null : cursors.decode(list.after, list.boundTo);
  const written = new ListSql(list, place);
  const { parts, depth, projected } = written;
  const walks = walksFirst(list, parts[0]);

  return {
    statement: walks ? new ListSql(list, place, 'rowByRow').walk() : written.page(),
    instead: (rows) => (walks && rows <= list.limit ? new ListSql(list, place).page() : null),
    rest: (rows) => (written.laterPartsApart && rows <= list.limit ? new ListSql(list, place).laterParts() : null),
    decode: (rows) => {
      const shown = rows.slice(0, list.limit);
      const more = rows.length > list.limit && !list.last;
      if (list.last) shown.reverse();
      const lastRow = shown.at(-1);
      const nextCursor =
        more && lastRow
          ? cursors.encode(
              {
                part: parts[Number(lastRow['part'])]?.id ?? 'v',
                id: String(lastRow['id']),
                keys: Array.from(
                  { length: depth },
                  (_, index) => (lastRow[`k${index}`] as string | null | undefined) ?? null,
                ),
              },
              list.boundTo,
            )
          : null;
      return { rows: shown.map((raw) => ({ values: projected.read(raw), raw })), nextCursor };
    },
  };
}

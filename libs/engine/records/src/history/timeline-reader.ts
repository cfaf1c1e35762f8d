import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { ReadPorts } from '../read/read-session.js';
import type { RecordReader } from '../read/record-reader.js';
import { seeRecord } from './record-sight.js';
import type { TimelineItem, TimelineKind, TimelinePlace, TimelineSource } from './timeline-item.js';

export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  readonly nextCursor: string | null;
}

/** Everything around a record in one line of time, newest first, from all sources. */
export class TimelineReader {
  constructor(
    private readonly ports: ReadPorts,
    private readonly reader: RecordReader,
    private readonly sources: readonly TimelineSource[],
  ) {}

  async list(
    ctx: Context,
    target: { readonly module: string; readonly id: string },
    page: {
      readonly after?: string | undefined;
      readonly limit: number;
      readonly kinds?: readonly TimelineKind[] | undefined;
    },
  ): Promise<TimelinePage> {
    const before = page.after === undefined ? null : readCursor(page.after);
    const sight = await seeRecord(this.ports, this.reader, ctx, target);
    const wanted = (kind: TimelineKind): boolean => page.kinds === undefined || page.kinds.includes(kind);
    const lists = await Promise.all(
      this.sources
        .filter(({ kinds, throughPool }) => kinds.some(wanted) && (throughPool || sight.record._why !== 'pool'))
        .map((source) =>
          collect(
            source,
            wanted,
            (place) => source.list(sight, { before: place, limit: page.limit + 1 }),
            before,
            page.limit + 1,
          ),
        ),
    );
    const items = lists.flat().sort(newestFirst);
    const shown = items.slice(0, page.limit);
    const last = shown.at(-1);
    return { items: shown, nextCursor: items.length > page.limit && last ? writeCursor(last) : null };
  }
}

/** Asks a source until it has given enough items of the wanted kinds behind the place, or has no more. */
async function collect(
  source: TimelineSource,
  wanted: (kind: TimelineKind) => boolean,
  list: (place: TimelinePlace | null) => Promise<readonly TimelineItem[]>,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineItem[]> {
  const some = source.kinds.some((kind) => !wanted(kind));
  const found: TimelineItem[] = [];
  let place = before;
  for (let turn = 0; turn < 20; turn += 1) {
    const items = await list(place);
    found.push(...items.filter((item) => wanted(item.kind) && (before === null || newestFirst(before, item) < 0)));
    const last = items.at(-1);
    if (!last || items.length < limit || found.length >= limit || !some) break;
    place = { at: last.at, id: last.id };
  }
  return found;
}

function newestFirst(a: TimelinePlace, b: TimelinePlace): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.id === b.id ? 0 : a.id > b.id ? -1 : 1;
}

function writeCursor({ at, id }: TimelinePlace): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

function readCursor(cursor: string): TimelinePlace {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new AppError(400, 'malformed', { issues: [{ path: 'after', code: 'malformed', key: 'malformed.cursor' }] });
  }
  return { at, id };
}

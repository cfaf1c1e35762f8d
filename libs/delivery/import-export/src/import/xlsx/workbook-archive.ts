import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

/** With a picture for each of many rows there are thousands of parts. */
const MOST_ENTRIES = 20_000;

/**
 * The parts of a workbook, each unpacked as it is read; the packed file is held. By its directory at the end, since what stands before
 * an entry is written in too many ways (sizes behind it, in 32 bits or 64).
 */
export class WorkbookArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws at what is no zip, and a RangeError at one of too many parts. */
  static async open(packed: Buffer): Promise<WorkbookArchive> {
    // What an entry says of its size is not looked at: its bytes are counted.
    const zip = await fromBufferPromise(packed, { lazyEntries: true, autoClose: false, validateEntrySizes: false });
    if (zip.entryCount > MOST_ENTRIES) throw new RangeError('a workbook of too many parts');
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(known(entry.fileName), entry);
    return new WorkbookArchive(zip, entries);
  }

  has(part: string): boolean {
    return this.entries.has(known(part));
  }

  /** Null where there is no such part. */
  async read(part: string): Promise<Readable | null> {
    const entry = this.entries.get(known(part));
    return entry === undefined ? null : this.zip.openReadStreamPromise(entry);
  }
}

/** Names of parts are the same in capital and small letters (ECMA-376 part 2, 6.2.2.3). */
function known(name: string): string {
  return name.toLowerCase();
}

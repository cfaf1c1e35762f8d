const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/**
 * Counts the rows of a csv, byte by byte, and finds what would be dear or impossible to parse: how long its longest row is,
 * and where a quoted cell does not end as RFC 4180 says (2, rules 5 to 7). Lines are counted from 1, as editors do.
 */
export class CsvScan {
  /** Bytes of the longest row. */
  longest = 0;
  /** The line in which the longest row begins. */
  longestAt = 1;
  /** The first line where something follows a closed quote, or where the cell begins whose quote is never closed. */
  wrongAt: number | null = null;

  #rows = 0;
  #line = 1;
  #length = 0;
  #rowAt = 1;
  #quoteAt = 1;
  #before = 0;
  #offset = 0;
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';

  constructor(private readonly delimiter: number) {}

  read(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#take(byte);
      this.#before = byte;
      this.#offset += 1;
    }
  }

  /** Rows, the last one as well if no line's end follows it. */
  end(): number {
    if (this.#state === 'quoted') this.wrongAt ??= this.#quoteAt;
    if (this.#length > 0) this.#endRow();
    return this.#rows;
  }

  #take(byte: number): void {
    if (this.#offset < BYTE_ORDER_MARK.length && byte === BYTE_ORDER_MARK[this.#offset]) return;
    const isLineEnd = byte === LINE_FEED || byte === RETURN;
    const endsLine = byte === RETURN || (byte === LINE_FEED && this.#before !== RETURN);
    if (endsLine) this.#line += 1;
    if (isLineEnd && this.#state !== 'quoted') {
      if (endsLine) this.#endRow();
      this.#rowAt = this.#line;
      return;
    }
    this.#length += 1;
    if (this.#length > this.longest) {
      this.longest = this.#length;
      this.longestAt = this.#rowAt;
    }
    this.#state = this.#after(byte);
  }

  #after(byte: number): 'start' | 'plain' | 'quoted' | 'closed' {
    if (byte === QUOTE) {
      if (this.#state === 'quoted') return 'closed';
      if (this.#state === 'start') this.#quoteAt = this.#line;
      // A doubled quote within a quoted cell goes on with it.
      return this.#state === 'plain' ? 'plain' : 'quoted';
    }
    if (this.#state === 'quoted') return 'quoted';
    if (byte === this.delimiter) return 'start';
    if (this.#state === 'closed') this.wrongAt ??= this.#line;
    return 'plain';
  }

  #endRow(): void {
    this.#rows += 1;
    this.#length = 0;
    this.#state = 'start';
  }
}

const LESS_THAN = 0x3c;
const ROW = [0x72, 0x6f, 0x77];

/** Counts `<row` and measures the longest run without a tag, in bytes. */
export class TagScan {
  rows = 0;
  longest = 0;
  #run = 0;
  /** How much of `<row` has just been seen. */
  #seen = 0;

  read(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === LESS_THAN) {
        this.#run = 0;
        this.#seen = 1;
        continue;
      }
      this.#run += 1;
      if (this.#run > this.longest) this.longest = this.#run;
      if (this.#seen === 0) continue;
      // `<rowBreaks>` is no row: the next byte must end the name.
      if (this.#seen === 4) {
        if (byte === 0x20 || byte === 0x3e || byte === 0x2f) this.rows += 1;
        this.#seen = 0;
      } else this.#seen = byte === ROW[this.#seen - 1] ? this.#seen + 1 : 0;
    }
  }
}

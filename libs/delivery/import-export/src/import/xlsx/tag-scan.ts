const LESS_THAN = 0x3c;
const COLON = 0x3a;
const ROW = [0x72, 0x6f, 0x77];
/** How much of `row` has just been seen: in no name, in one that is another, and from 1 on at the letter that comes next. */
const NO_NAME = 0;
const OTHER_NAME = -1;

/** Counts `<row`, whatever its prefix, and measures the longest run without a tag, in bytes. */
export class TagScan {
  rows = 0;
  longest = 0;
  #run = 0;
  #seen = NO_NAME;

  read(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === LESS_THAN) {
        this.#run = 0;
        this.#seen = 1;
        continue;
      }
      this.#run += 1;
      if (this.#run > this.longest) this.longest = this.#run;
      if (this.#seen === NO_NAME) continue;
      if (byte === COLON) this.#seen = 1;
      else if (endsName(byte)) {
        if (this.#seen === ROW.length + 1) this.rows += 1;
        this.#seen = NO_NAME;
      } else if (this.#seen !== OTHER_NAME) this.#seen = byte === ROW[this.#seen - 1] ? this.#seen + 1 : OTHER_NAME;
    }
  }
}

/** White space, `>` or `/`. */
function endsName(byte: number): boolean {
  return byte <= 0x20 || byte === 0x3e || byte === 0x2f;
}

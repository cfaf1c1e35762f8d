/** A cell holds 32,767 characters, each of which may be written in seven. */
const LONGEST = 256 * 1024;

/** Gathers what a cell or a shared text says: its value or its runs of text, without how they are pronounced. */
export class TextRun {
  #text = '';
  #isOpen = false;
  #isPronunciation = false;

  open(name: string): void {
    if (name === 'rPh') this.#isPronunciation = true;
    else this.#isOpen = (name === 't' || name === 'v') && !this.#isPronunciation;
  }

  add(text: string): void {
    if (!this.#isOpen) return;
    this.#text += text;
    if (this.#text.length > LONGEST) throw new RangeError('a text of a workbook is too long');
  }

  close(name: string): void {
    if (name === 'rPh') this.#isPronunciation = false;
    this.#isOpen = false;
  }

  /** What was gathered; begins anew. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return unescaped(text);
  }
}

/** Characters that XML cannot hold, or not unchanged, stand as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\da-f]{4})_/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

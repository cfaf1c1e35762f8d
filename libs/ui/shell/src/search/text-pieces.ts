/** A piece of a text, marked or not. */
export interface TextPiece {
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts a text at its marks, which are in order and apart. */
export function textPieces(text: string, marks: readonly (readonly [number, number])[]): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';

/** What is done with each element as it comes. Names are without prefixes: some programs write `<x:row>`. */
export interface XmlVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** No part of a workbook is deeper, nor has a text as long: what is was made to exhaust its reader, which would keep it. */
const DEEPEST = 64;
const LONGEST = 1024 * 1024;

/**
 * Reads a part of a workbook, which is UTF-8; goes on between its pieces, so that what was visited can be taken. Throws at
 * what is not well-formed.
 */
export async function* xmlPieces(part: Readable, visitor: XmlVisitor): AsyncGenerator<void, void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let unheard = 0;
  const heard = (text: string): void => {
    unheard = 0;
    visitor.text?.(text);
  };
  parser.on('opentag', ({ name, attributes }) => {
    unheard = 0;
    depth += 1;
    if (depth > DEEPEST) throw new RangeError('a part of a workbook is too deep');
    visitor.open(bare(name), attributes);
  });
  parser.on('text', heard);
  parser.on('cdata', heard);
  parser.on('closetag', ({ name }) => {
    unheard = 0;
    depth -= 1;
    visitor.close?.(bare(name));
  });
  // Whole characters: one may lie across two pieces.
  part.setEncoding('utf8');
  for await (const piece of part as AsyncIterable<string>) {
    unheard += piece.length;
    parser.write(piece);
    if (unheard > LONGEST) throw new RangeError('a part of a workbook is all one text');
    yield;
  }
  parser.close();
}

export async function readXml(part: Readable, visitor: XmlVisitor): Promise<void> {
  const pieces = xmlPieces(part, visitor);
  while (!(await pieces.next()).done);
}

/** An attribute of another namespace, whatever its prefix. */
export function prefixed(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

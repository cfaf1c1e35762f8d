import { fileTypeFromBuffer } from 'file-type';

/** Looked at for the type: as much as every signature needs. */
const SIGNATURE_BYTES = 4_100;

/** Zip containers that an office writes, where their first bytes say only "zip". */
const OFFICE: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ofd: 'application/ofd',
};

const TEXT: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
};

/**
 * The type of a file by its first bytes; its name decides only among kinds that are harmless to open.
 * What an uploader says is not believed: a page that calls itself an image must not be served as a page, and SVG, which
 * is a page, is served as bytes to save.
 */
export async function typeByContent(name: string, head: Uint8Array): Promise<string> {
  const known = await fileTypeFromBuffer(head.subarray(0, SIGNATURE_BYTES));
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (known?.mime === 'application/zip') return OFFICE[extension] ?? known.mime;
  // A program of text is one by its signature only to who runs it; markup is for nobody's browser here.
  if (known) return /xml|html|svg|script/.test(known.mime) && !known.mime.includes('openxml') ? OCTETS : known.mime;
  return head.includes(0) && !isUtf16(head) ? OCTETS : (TEXT[extension] ?? OCTETS);
}

/** By its mark; spreadsheets write "Unicode text" so. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

const OCTETS = 'application/octet-stream';

const SIGNATURES: readonly (readonly [string, string, number?])[] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '474946383'],
  ['image/webp', '57454250', 8],
  ['image/bmp', '424d'],
  ['application/pdf', '255044462d'],
  ['application/gzip', '1f8b'],
  ['audio/mpeg', '494433'],
  ['video/mp4', '66747970', 4],
];

/** Zip containers that an office writes; which one says the name, the bytes say only "zip". */
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
 * What an uploader says is not believed: a page that calls itself an image must not be served as a page.
 */
export function sniffType(name: string, head: Buffer): string {
  const hex = head.toString('hex');
  const known = SIGNATURES.find(([, signature, offset = 0]) => hex.startsWith(signature, offset * 2));
  if (known) return known[0];
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (hex.startsWith('504b0304')) return OFFICE[extension] ?? 'application/zip';
  if (!head.includes(0)) return TEXT[extension] ?? 'application/octet-stream';
  return 'application/octet-stream';
}

import { crc32, deflateSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { ApiClient, type ApiAnswer } from '@ruyi/testing';
import { MemoryWatch } from './bombs/memory-watch.js';
import { SMALL_SHEET, workbookOf } from './bombs/workbook-of.js';
import { zipOf } from './bombs/zip-of.js';
import { zipPart, type ZipPart } from './bombs/zip-part.js';

const MIB = 1024 * 1024;
/** What an import may take above idle; each bomb unpacks to more, or would be far more in a tree of its parts. */
const FLAT_MIB = 300;
/** Eight hundred mebibytes are counted byte by byte, on a machine that may be busy. */
const PATIENCE_MS = 180_000;

const url = inject('serverUrl');
const dataFolder = inject('serverData');
let api: ApiClient;
let watch: MemoryWatch;

beforeAll(async () => {
  api = await new ApiClient(url).signUp('炸弹贸易');
});

beforeEach(async () => {
  watch = await MemoryWatch.start(dataFolder);
});

afterEach(async () => {
  expect(await watch.stop()).toBeLessThan(FLAT_MIB);
});

async function upload(name: string, content: Buffer): Promise<ApiAnswer<{ id: string; type: string }>> {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(content)]), name);
  return api.call<{ id: string; type: string }>('POST', '/files', form);
}

/** A mebibyte of rows. */
const ROW = '<row r="1"><c r="A1" t="str"><v>公司名称</v></c></row>';
const ROWS = ROW.repeat(Math.floor(MIB / Buffer.byteLength(ROW)));
const SHEET = 'xl/worksheets/sheet1.xml';
const STYLE = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>';
/** So many mebibytes of styles. */
const styles = (mebibytes: number): ZipPart =>
  zipPart(
    'xl/styles.xml',
    `<styleSheet><cellXfs>${STYLE.repeat(Math.floor((mebibytes * MIB) / STYLE.length))}</cellXfs></styleSheet>`,
  );
const small = zipPart(SHEET, SMALL_SHEET);
const huge = (claimedSize?: number): ZipPart => zipPart(SHEET, ROWS, 800, claimedSize);

const many = (count: number, part: ZipPart): ZipPart[] =>
  Array.from({ length: count }, (_, index) => ({ ...part, name: `xl/media/${index}` }));

const BOMBS: Readonly<Record<string, () => Buffer>> = {
  'a sheet of eight hundred mebibytes': () => workbookOf(huge()),
  'a sheet of eight hundred mebibytes that says it has ten bytes': () => workbookOf(huge(10)),
  'a sheet of eight hundred mebibytes that says it has four gibibytes': () => workbookOf(huge(0xffff_fffe)),
  'texts of the cells, two hundred mebibytes': () =>
    workbookOf(small, zipPart('xl/sharedStrings.xml', '<si><t>x</t></si>'.repeat(60_000), 200)),
  'styles of the cells, twenty mebibytes': () => workbookOf(small, styles(20)),
  'one text of a cell without an end': () => workbookOf(zipPart(SHEET, 'x'.repeat(MIB), 100)),
  'sixty thousand files': () => workbookOf(small, ...many(60_000, zipPart('', ''))),
};

/** What an import of the file is answered, or a look at it. */
async function answerTo(bomb: Buffer, operation: 'import' | 'import/look'): Promise<ApiAnswer> {
  expect(bomb.length).toBeLessThan(12 * MIB);
  const { status, body } = await upload('客户.xlsx', bomb);
  expect(status).toBe(201);
  const mapping = operation === 'import' ? { mode: 'create', mapping: { 公司名称: 'name' } } : {};
  return api.call('POST', `/records/customers/${operation}`, { fileId: body.id, ...mapping });
}

describe('a workbook that unpacks to', () => {
  it.each(Object.keys(BOMBS))(
    '%s is refused, and the API stays small and awake',
    async (what) => {
      const answer = await answerTo(BOMBS[what]?.() ?? Buffer.alloc(0), 'import');
      expect(answer.status, JSON.stringify(answer.body)).toBe(422);
      expect(answer.body).toMatchObject({ errors: [{ path: 'fileId', code: 'tooLarge' }] });
      expect((await api.call('GET', '/records/customers?limit=1')).status).toBe(200);
    },
    PATIENCE_MS,
  );

  it(
    'far too much is refused before anybody looks at it',
    async () => {
      expect(await answerTo(workbookOf(huge()), 'import/look')).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'fileId', code: 'tooLarge' }] },
      });
    },
    PATIENCE_MS,
  );

  it.each<[string, (sheet: ZipPart) => Buffer]>([
    ['as many styles as a workbook may have', (sheet) => workbookOf(sheet, styles(15))],
    [
      'something beside the sheet that nobody reads',
      (sheet) => workbookOf(sheet, zipPart('xl/media/x.bin', ROWS, 800)),
    ],
    ['two thousand pictures', (sheet) => workbookOf(sheet, ...many(2_000, zipPart('', ROWS)))],
    [
      'a bomb only when a zip within it is opened',
      (sheet) => {
        const inner = zipOf([zipPart('bomb.xml', ROWS, 800)]);
        return workbookOf(sheet, { ...zipPart('xl/embeddings/book.xlsx', ''), ...packed(inner) });
      },
    ],
  ])('%s is imported for what it is: nobody opens that', async (what, bomb) => {
    const started = await answerTo(bomb(zipPart(SHEET, SMALL_SHEET.replace('炸弹旁的公司', what))), 'import');
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    expect(await api.jobEnd(String(started.body['jobId']))).toMatchObject({
      state: 'completed',
      result: { created: 1 },
    });
  });
});

describe('what calls itself a workbook and is', () => {
  it.each([
    ['cut short', () => workbookOf(huge()).subarray(0, 100_000)],
    [
      'rows that are as wide as a sheet can be',
      () => workbookOf(zipPart(SHEET, '<row><c r="XFD" t="str"><v>x</v></c></row>'.repeat(10_000), 100)),
    ],
    ['elements within elements', () => workbookOf(zipPart(SHEET, '<a>'.repeat(MIB / 4), 200))],
    ['a text that does not end', () => workbookOf(zipPart(SHEET, '<row><c><v><![CDATA[<'.repeat(MIB / 32), 300))],
    ['no workbook', () => zipOf([zipPart('a.txt', 'a')])],
    ['bytes that are no zip', () => Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(5_000, 7)])],
  ])('%s is refused', async (_what, content) => {
    expect((await answerTo(content(), 'import/look')).status).toBe(422);
  });
});

/** A PNG with real, packed pixels, all black, and a text that is packed as well. */
function png(width: number, height: number, text?: { readonly packed: Buffer }): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...(text ? [chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), text.packed]))] : []),
    chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('an image', () => {
  it('of forty kilobytes that unpacks to four hundred megapixels is refused, and none of it is unpacked', async () => {
    const bomb = png(20_000, 20_000);
    expect(bomb.length).toBeLessThan(100_000);
    const { status, body } = await upload('照片.png', bomb);
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ path: 'file', code: 'tooLarge' }] });
  });

  it('with a text in it of half a gigabyte is kept as it came', async () => {
    const { packed } = zipPart('', ROWS, 500);
    const image = png(100, 100, { packed: Buffer.concat([Buffer.from([0x78, 0x9c]), packed]) });
    const { status, body } = await upload('照片.png', image);
    expect({ status, type: body.type }).toEqual({ status: 201, type: 'image/png' });
  });
});

/** Bytes of a zip as a part of another. */
function packed(bytes: Buffer): Pick<ZipPart, 'packed' | 'claimedSize'> {
  const block = Buffer.alloc(5);
  // Stored blocks of at most 65,535 bytes, the last one marked.
  const blocks: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += 65_535) {
    const piece = bytes.subarray(start, start + 65_535);
    block.writeUInt8(start + 65_535 >= bytes.length ? 1 : 0, 0);
    block.writeUInt16LE(piece.length, 1);
    block.writeUInt16LE(65_535 - piece.length, 3);
    blocks.push(Buffer.from(block), piece);
  }
  return { packed: Buffer.concat(blocks), claimedSize: bytes.length };
}

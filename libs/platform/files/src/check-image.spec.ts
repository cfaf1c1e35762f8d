import { describe, expect, it } from 'vitest';
import { checkedImageType } from './check-image.js';
import { typeByContent } from './type-by-content.js';

/** The head of a PNG that claims so many pixels; nothing of them is there. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  Buffer.from([8, 6, 0, 0, 0]).copy(head, 24);
  return head;
}

function gif(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.write('GIF89a', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
}

function bmp(width: number, height: number): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  return head;
}

function jpeg(width: number, height: number): Buffer {
  const head = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108', 'hex');
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([head, size, Buffer.from('03012200021101031101', 'hex'), Buffer.alloc(40)]);
}

const IMAGES = { 'image/png': png, 'image/gif': gif, 'image/bmp': bmp, 'image/jpeg': jpeg } as const;

describe.each(Object.entries(IMAGES))('%s', (type, image) => {
  it('of a size that cameras take is an image', () => {
    expect(checkedImageType(type, image(8_064, 6_048))).toBe(type);
  });

  it('that claims more pixels than anybody could hold is refused by its head', () => {
    expect(() => checkedImageType(type, image(60_000, 60_000))).toThrow(expect.objectContaining({ status: 422 }));
  });

  it('that does not say its size is bytes to save', () => {
    expect(checkedImageType(type, image(100, 100).subarray(0, 6))).toBe('application/octet-stream');
  });
});

describe('the type of a file', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each([
    ['logo.svg', svg, 'application/octet-stream'],
    ['logo.svg', `<?xml version="1.0"?>${svg}`, 'application/octet-stream'],
    ['photo.png', svg, 'application/octet-stream'],
    ['photo.png', '<!doctype html><script>alert(1)</script>', 'application/octet-stream'],
    ['page.html', '<html></html>', 'application/octet-stream'],
    ['合同.pdf', '%PDF-1.7\n', 'application/pdf'],
    ['客户.csv', '名称,手机\n', 'text/csv; charset=utf-8'],
    ['notes.txt', 'hello', 'text/plain; charset=utf-8'],
    ['data.txt', 'a\0b', 'application/octet-stream'],
  ])('%s with %s is %s', async (name, content, type) => {
    expect(await typeByContent(name, Buffer.from(content))).toBe(type);
  });

  it('is told by its bytes, whatever the name says', async () => {
    expect(await typeByContent('page.html', png(10, 10))).toBe('image/png');
    expect(await typeByContent('客户.csv', jpeg(10, 10))).toBe('image/jpeg');
  });
});

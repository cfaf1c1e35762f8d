import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient, type ApiAnswer } from '@ruyi/testing';

const url = inject('serverUrl');
let api: ApiClient;

beforeAll(async () => {
  api = await new ApiClient(url).signUp('附件贸易');
});

/** The head of a PNG that claims so many pixels. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008060000000000000', 'hex');
  const whole = new Uint8Array(64);
  whole.set(head);
  const view = new DataView(whole.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return whole;
}

function upload(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  type = 'application/octet-stream',
): Promise<ApiAnswer> {
  const form = new FormData();
  form.set('file', new Blob([content], { type }), name);
  return api.call('POST', '/files', form);
}

async function download(id: unknown): Promise<ApiAnswer> {
  return api.call('GET', `/files/${String(id)}`);
}

describe('an upload', () => {
  it.each([
    ['cut off', 'boundary=x', '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'],
    ['that ends in the head of a part', 'boundary=x', '--x\r\nContent-Disposition: form-data; name="file"'],
    ['without a boundary', '', '--x--'],
    ['with an empty boundary', 'boundary=', '--x--'],
    ['with too long a boundary', `boundary=${'x'.repeat(300)}`, '--x--'],
  ])('%s is malformed', async (_what, boundary, body) => {
    const type = `multipart/form-data; ${boundary}`;
    const answer = await api.call('POST', '/files', body, { 'content-type': type });
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 400, code: 'malformed' });
  });

  it('of a part without a name is refused', async () => {
    const body = '--x\r\nContent-Disposition: form-data; filename="a"\r\n\r\nabc\r\n--x--\r\n';
    const { status } = await api.call('POST', '/files', body, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(status).toBe(422);
  });

  it.each(['utf-16le', 'utf-16be'])(
    'of a csv in %s, as spreadsheets write "Unicode text", is a csv',
    async (encoding) => {
      const little = Buffer.from('\ufeff客户名称\t手机\r\n"杭州云栖\n茶业"\t13805711234\r\n', 'utf16le');
      const bytes = new Uint8Array(encoding === 'utf-16le' ? little : Buffer.from(little).swap16());
      const { status, body } = await upload('客户.csv', bytes);
      expect({ status, type: body['type'] }).toMatchObject({ status: 201, type: expect.stringMatching(/^text\/csv/) });
      const look = await api.call('POST', '/records/customers/import/look', { fileId: body['id'] });
      expect(JSON.stringify(look.body)).toContain('杭州云栖\\n茶业');
      expect(look.body).toMatchObject({ total: 1 });
    },
  );

  it('of a csv with a row that nobody means is refused before it is parsed, with the line', async () => {
    const { body } = await upload('客户.csv', `客户名称\n甲\n"${'x'.repeat(400_000)}\n`);
    const look = await api.call('POST', '/records/customers/import/look', { fileId: body['id'] });
    expect(look.status).toBe(422);
    expect(look.body).toMatchObject({ errors: [{ path: 'fileId', code: 'tooLong' }] });
    expect(JSON.stringify(look.body)).toContain('第 3 行');
  });

  it('is an image by its bytes, and is shown in place as one', async () => {
    const { status, body } = await upload('照片.txt', png(800, 600), 'text/html');
    expect({ status, type: body['type'] }).toEqual({ status: 201, type: 'image/png' });
    const { headers } = await download(body['id']);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toMatch(/^inline/);
  });

  it('that would burst whoever decodes it is refused, in its place, and not kept', async () => {
    const { status, body } = await upload('照片.png', png(50_000, 50_000));
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ path: 'file', code: 'tooLarge' }] });
  });

  it.each([
    ['SVG', 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'],
    ['a page', 'index.html', '<!doctype html><script>alert(1)</script>', 'text/html'],
    ['a page that calls itself an image', 'photo.png', '<html><script>alert(1)</script></html>', 'image/png'],
    ['an image without a size', 'photo.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png'],
  ])('of %s is given back as bytes to save, never as a page', async (_what, name, content, type) => {
    const { status, body } = await upload(name, content, type);
    expect(status).toBe(201);
    const { headers } = await download(body['id']);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\合同.txt', '合同.txt'],
    ['合同\u202Etxt.exe', '合同txt.exe'],
    ['"; filename=evil.html; x="', '%22; filename=evil.html; x=%22'],
    ['...', 'file'],
    [' .env', 'env'],
  ])('named %s has a name that does no harm', async (name, kept) => {
    const { status, body } = await upload(name, 'hello');
    expect({ status, name: body['name'] }).toEqual({ status: 201, name: kept });
    const { headers } = await download(body['id']);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(kept).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    );
  });
});

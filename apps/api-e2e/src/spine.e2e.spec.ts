import { describe, expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';

const nobody = new ApiClient(inject('serverUrl'));

describe('the running product', () => {
  it('is alive, ready and measured', async () => {
    expect((await nobody.call('GET', '//health/live')).status).toBe(200);
    expect((await nobody.call('GET', '//health/ready')).body).toEqual({
      status: 'ok',
      checks: { database: 'ok', queue: 'ok' },
    });
    const metrics = String((await nobody.call<string>('GET', '//metrics')).body);
    expect(metrics).toContain('ruyi_http_request_seconds_bucket');
    expect(metrics).toMatch(/^ruyi_queue_jobs\{state="waiting"\} \d+$/m);
    expect(metrics).toMatch(/^ruyi_oldest_seconds\{where="outbox"\} [\d.]+$/m);
    expect(metrics).toMatch(/^ruyi_database_connections\{state="idle"\} \d+$/m);
    expect(metrics).not.toMatch(/^ruyi_unread_gauges_total\{/m);
    expect((await nobody.call('GET', '//api/openapi.json')).body).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/),
    });
  });

  it('serves the client for its pages, and problems for everything that is not there', async () => {
    const page = await nobody.call<string>('GET', '//customers/anything');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.body).toContain('<base href="/"');
    for (const path of ['//api/nothing', '/nothing', '//missing.js']) {
      expect(await nobody.call('GET', path)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    }
  });

  it('keeps two companies apart', async () => {
    const [ann, bob] = await Promise.all([nobody.signUp(), nobody.signUp()]);
    const made = await ann.call('POST', '/records/customers', { name: '上海茶叶公司' });
    expect(made.status).toBe(201);
    const path = `/records/customers/${String(made.body['id'])}`;
    expect((await ann.call('GET', path)).status).toBe(200);
    const others = [
      bob.call('GET', path),
      bob.call('PATCH', path, { version: 1, name: 'x' }),
      bob.call('DELETE', `${path}?version=1`),
      nobody.call('GET', path),
    ];
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([404, 404, 404, 401]);
    expect((await bob.call('GET', '/records/customers')).body['items']).toEqual([]);
  });

  it('refuses what is too large or not JSON with a problem', async () => {
    const ann = await nobody.signUp();
    expect(await ann.call('POST', '/records/customers', `{"name":"${'x'.repeat(1_200_000)}"}`)).toMatchObject({
      status: 413,
      body: { code: 'tooLarge' },
    });
    expect(await ann.call('POST', '/records/customers', '{"name":')).toMatchObject({
      status: 400,
      body: { code: 'malformed' },
    });
  });
});

describe('files', () => {
  function form(content: string, name: string): FormData {
    const data = new FormData();
    data.set('file', new Blob([content]), name);
    return data;
  }

  it('are read by who uploaded them, and by nobody of another company', async () => {
    const [ann, bob] = await Promise.all([nobody.signUp(), nobody.signUp()]);
    const { status, body } = await ann.call('POST', '/files', form('<script>alert(1)</script>', '页面.html'));
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { name: '页面.html', size: 25, type: 'application/octet-stream' },
    });
    const read = await ann.call<string>('GET', `/files/${String(body['id'])}`);
    expect(read.body).toBe('<script>alert(1)</script>');
    expect(read.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await bob.call('GET', `/files/${String(body['id'])}`)).status).toBe(404);
    expect((await nobody.call('POST', '/files', form('x', 'x.txt'))).status).toBe(401);
  });

  it('come with a record: whoever may read it may read them', async () => {
    const ann = await nobody.signUp();
    const file = await ann.call('POST', '/files', form('合同', '合同.txt'));
    const made = await ann.call('POST', '/records/customers', { name: '甲公司', attachments: [file.body['id']] });
    expect(made.body['attachments']).toEqual([file.body['id']]);
    expect(
      (
        await ann.call('POST', '/records/customers', {
          name: '乙公司',
          attachments: ['01a2003b-cfba-74e3-910c-d047a23ceecd'],
        })
      ).status,
    ).toBe(422);
  });
});

describe('jobs', () => {
  it('export as a file that the worker writes', async () => {
    const ann = await nobody.signUp();
    await ann.call('POST', '/records/customers', { name: '=HYPERLINK("http://x")', mobile: '13800138000' });
    const started = await ann.call('POST', '/records/customers/export', { fields: ['name', 'mobile'], format: 'csv' });
    expect(started.status).toBe(202);
    const job = await ann.jobEnd(String(started.body['jobId']));
    expect(job).toMatchObject({ state: 'completed', result: { rows: 1 } });
    const file = await ann.call<string>('GET', `/files/${String((job['result'] as { fileId: string }).fileId)}`);
    expect(file.body).toContain('13800138000');
    expect(file.body).not.toMatch(/(^|[,"\n])=HYPERLINK/);
  });
});

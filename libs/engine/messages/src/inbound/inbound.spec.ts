import { describe, expect, it } from 'vitest';
import { readMapping } from './gateway-mapping.js';
import { isOptOut } from './is-opt-out.js';
import { readCallback } from './read-callback.js';

describe('isOptOut', () => {
  it.each(['R', 'r', 'Ｒ', ' r ', 'R。', 'r.', 'T', 'TD', 'ｔｄ', 't d', '退订', '退订！', '【退订】', 'STOP'])(
    '%s',
    (text) => {
      expect(isOptOut(text)).toBe(true);
    },
  );

  it.each(['', '好的', 'Re', '收到 R', '退订单怎么办', '请不要退订', '1'])('not %s', (text) => {
    expect(isOptOut(text)).toBe(false);
  });
});

describe('callbacks', () => {
  it('Alibaba Cloud: receipts', () => {
    const body = [
      {
        phone_number: '13900000001',
        send_time: '2026-01-01 00:00:00',
        report_time: '2026-01-01 08:00:05',
        success: true,
        err_code: 'DELIVERED',
        err_msg: '用户接收成功',
        sms_size: '1',
        biz_id: '12345',
        out_id: 'send.record',
      },
      { phone_number: '13900000002', success: false, err_code: 'MK:0012', biz_id: '12346', out_id: '' },
    ];
    expect(readCallback({ provider: 'aliyun', settings: {} }, 'receipt', body)).toEqual([
      {
        kind: 'receipt',
        key: 'send.record',
        providerId: '12345',
        mobile: '13900000001',
        delivered: true,
        code: 'DELIVERED',
        at: '2026-01-01T00:00:05.000Z',
      },
      expect.objectContaining({ key: null, providerId: '12346', delivered: false, code: 'MK:0012', at: null }),
    ]);
  });

  it('Alibaba Cloud: replies', () => {
    const body = [
      { phone_number: '13900000001', send_time: '2026-01-01 08:00:00', content: 'R', sequence_id: 99, dest_code: '1' },
    ];
    expect(readCallback({ provider: 'aliyun', settings: {} }, 'reply', body)).toEqual([
      { kind: 'reply', mobile: '13900000001', text: 'R', at: '2026-01-01T00:00:00.000Z', once: 'id 99' },
    ]);
  });

  it('Tencent Cloud: receipts come in a list, a reply alone', () => {
    const receipt = {
      user_receive_time: '2015-10-17 08:03:04',
      nationcode: '86',
      mobile: '13900000001',
      report_status: 'SUCCESS',
      errmsg: 'DELIVRD',
      description: '用户短信送达成功',
      sid: 's1',
    };
    expect(readCallback({ provider: 'tencent', settings: {} }, 'receipt', [receipt])).toMatchObject([
      { providerId: 's1', mobile: '13900000001', delivered: true, code: 'DELIVRD', at: '2015-10-17T00:03:04.000Z' },
    ]);
    const reply = { extend: '0', mobile: '51234567', nationcode: '852', sign: '如意', text: 'ｔｄ', time: 1457336869 };
    const [read] = readCallback({ provider: 'tencent', settings: {} }, 'reply', reply);
    expect(read).toMatchObject({ mobile: '+85251234567', text: 'ｔｄ', at: '2016-03-07T07:47:49.000Z' });
    expect(readCallback({ provider: 'tencent', settings: {} }, 'reply', reply)).toEqual([read]);
  });

  it.each([1e20, -1, 0, 'x', null])('a reply said at %j came when it came', (time) => {
    const reply = { nationcode: '86', mobile: '13900000001', text: 'R', time };
    expect(readCallback({ provider: 'tencent', settings: {} }, 'reply', reply)).toMatchObject([{ text: 'R' }]);
  });

  it('nothing was said later than now: a refusal from the future would outlast every consent', () => {
    const reply = { phone_number: '13900000001', content: 'R', send_time: '2099-01-01 00:00:00', sequence_id: '1' };
    const [read] = readCallback({ provider: 'aliyun', settings: {} }, 'reply', [reply]);
    expect(Date.parse(read?.at ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('any gateway, by its mapping', () => {
    const settings = {
      receipt: 'list: data.reports\nid: msg.id\nstatus: st\ndelivered: OK, 1\ncode: err',
      reply: 'mobile: phone\ntext: words',
    };
    const body = {
      data: {
        reports: [{ msg: { id: 7 }, st: 1 }, { msg: { id: 8 }, st: 'NO', err: 'E5' }, { nothing: true }],
      },
    };
    expect(readCallback({ provider: 'http', settings }, 'receipt', body)).toMatchObject([
      { providerId: '7', delivered: true, code: '1' },
      { providerId: '8', delivered: false, code: 'E5' },
    ]);
    expect(
      readCallback({ provider: 'http', settings }, 'reply', { phone: '13900000001', words: '退订' }),
    ).toMatchObject([{ mobile: '13900000001', text: '退订' }]);
  });

  it.each([null, 'text', 5, [null, 1, 'x'], {}, [[]]])('%j is no callback, and no failure', (body) => {
    for (const provider of ['aliyun', 'tencent', 'http', 'sink'] as const)
      for (const kind of ['receipt', 'reply'] as const)
        expect(readCallback({ provider, settings: {} }, kind, body)).toEqual([]);
  });
});

it('a mapping names what it does not know', () => {
  expect(readMapping('mobile: a\nnonsense\nfoo: b', 'reply').faults).toEqual(['nonsense', 'foo: b']);
});

import { expect, it } from 'vitest';
import { isOutcomeUnknown } from './is-outcome-unknown.js';

it.each([
  [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true],
  [new Error('ReadTimeout(10000). POST https://dysmsapi.aliyuncs.com/ failed.'), true],
  [new Error('network timeout at: https://sms.tencentcloudapi.com/'), true],
  [new Error('ConnectTimeout(5000). POST https://dysmsapi.aliyuncs.com/ failed.'), false],
  [Object.assign(new Error('connect ECONNREFUSED 1.2.3.4:443'), { code: 'ECONNREFUSED' }), false],
  [Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' }), false],
  [Object.assign(new Error('isv.BUSINESS_LIMIT_CONTROL: too many'), { code: 'isv.BUSINESS_LIMIT_CONTROL' }), false],
  ['text', false],
])('%s: %s', (error, unknown) => {
  expect(isOutcomeUnknown(error)).toBe(unknown);
});

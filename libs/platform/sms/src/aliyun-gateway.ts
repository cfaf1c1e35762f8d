import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type OpenApiUtil from '@alicloud/openapi-util';
import { DeliveryError, type OutgoingSms, type SmsSender } from '@ruyi/engine/messages';
import { askGateway, type GatewayLine } from './ask-gateway.js';
import { cloudAddress } from './cloud-address.js';
import { readCloudAnswer } from './read-cloud-answer.js';

const require = createRequire(import.meta.url);

/** Answers of the service that a later attempt may not get. */
const TEMPORARY = /^(isp\.|Throttling|isv\.BUSINESS_LIMIT_CONTROL|SignatureNonceUsed|ServiceUnavailable)/;

/**
 * Alibaba Cloud sends by template: the text is the template's, the values are ours. Answers with the provider's id. The
 * cloud's own library signs; it does not send, since its client asks nobody which addresses may be reached.
 */
export async function sendByAliyun(sender: SmsSender, sms: OutgoingSms, line: GatewayLine): Promise<string> {
  if (!sms.templateCode) throw new DeliveryError('the template has no code of the provider', false);
  // The library is CommonJS: it is loaded by the first tenant that uses it.
  const { default: signer } = require('@alicloud/openapi-util') as { readonly default: typeof OpenApiUtil };
  const parameters: Record<string, string> = {
    Action: 'SendSms',
    Version: '2017-05-25',
    Format: 'json',
    Timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    AccessKeyId: sender.settings['accessKeyId'] ?? '',
    PhoneNumbers: sms.mobile,
    SignName: sms.signature,
    TemplateCode: sms.templateCode,
    TemplateParam: JSON.stringify(Object.fromEntries(sms.params.map(({ name, value }) => [name, value]))),
    OutId: sms.key,
  };
  const signature = signer.getRPCSignature(parameters, 'POST', sender.secrets['accessKeySecret'] ?? '');
  const answer = readCloudAnswer(
    await askGateway(line, {
      url: cloudAddress(sender.settings['endpoint'] ?? 'dysmsapi.aliyuncs.com'),
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, Signature: signature }).toString(),
    }),
  );
  const code = String(answer['Code'] ?? 'no answer');
  if (code !== 'OK') throw new DeliveryError(`${code}: ${String(answer['Message'] ?? '')}`, TEMPORARY.test(code));
  return String(answer['BizId'] ?? '');
}

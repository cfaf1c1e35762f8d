import { createRequire } from 'node:module';
import type Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js';
import { DeliveryError, type OutgoingSms, type SmsSender } from '@ruyi/engine/messages';
import { askGateway, type GatewayLine } from './ask-gateway.js';
import { cloudAddress } from './cloud-address.js';
import { readCloudAnswer } from './read-cloud-answer.js';

const require = createRequire(import.meta.url);

const TEMPORARY =
  /^(InternalError|RequestLimitExceeded|LimitExceeded\.DeliveryFrequencyLimit|FailedOperation\.FailResolvePacket)/;

interface Status {
  readonly Code?: string;
  readonly Message?: string;
  readonly SerialNo?: string;
}

interface TencentAnswer {
  readonly Error?: Status;
  readonly SendStatusSet?: readonly Status[];
}

/**
 * Tencent Cloud sends by template: the values go in the order of the template's places. Answers with the provider's id.
 * The cloud's own library signs; it does not send, since its client asks nobody which addresses may be reached.
 */
export async function sendByTencent(sender: SmsSender, message: OutgoingSms, line: GatewayLine): Promise<string> {
  if (!message.templateCode) throw new DeliveryError('the template has no code of the provider', false);
  const url = cloudAddress(sender.settings['endpoint'] ?? 'sms.tencentcloudapi.com');
  const body = JSON.stringify({
    PhoneNumberSet: [message.mobile.startsWith('+') ? message.mobile : `+86${message.mobile}`],
    SmsSdkAppId: sender.settings['sdkAppId'] ?? '',
    SignName: message.signature,
    TemplateId: message.templateCode,
    TemplateParamSet: message.params.map(({ value }) => value),
    SessionContext: message.key,
  });
  const answer = readCloudAnswer(
    await askGateway(line, { url, method: 'POST', headers: signed(sender, url, body), body }),
  );
  const { Error: refusal, SendStatusSet: statuses } = (answer['Response'] ?? {}) as TencentAnswer;
  const status = refusal ?? statuses?.[0];
  if (status?.Code !== 'Ok')
    throw new DeliveryError(
      `${status?.Code ?? 'no answer'}: ${status?.Message ?? ''}`,
      TEMPORARY.test(status?.Code ?? 'InternalError'),
    );
  return status.SerialNo ?? '';
}

function signed({ settings, secrets }: SmsSender, url: URL, body: string): Record<string, string> {
  // The library is CommonJS: it is loaded by the first tenant that uses it.
  const { default: signer } = require('tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js') as {
    readonly default: typeof Sign;
  };
  const timestamp = Math.floor(Date.now() / 1000);
  const type = 'application/json';
  const authorization = signer.sign3({
    method: 'POST',
    url: url.href,
    payload: Buffer.from(body),
    timestamp,
    service: 'sms',
    secretId: settings['secretId'] ?? '',
    secretKey: secrets['secretKey'] ?? '',
    multipart: false,
    boundary: '',
    headers: { 'Content-Type': type },
  });
  return {
    authorization,
    'content-type': type,
    'x-tc-action': 'SendSms',
    'x-tc-region': settings['region'] ?? 'ap-guangzhou',
    'x-tc-timestamp': String(timestamp),
    'x-tc-version': '2021-01-11',
  };
}

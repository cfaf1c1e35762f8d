import { createRequire } from 'node:module';
import type { sms as TencentSms } from 'tencentcloud-sdk-nodejs-sms';
import { DeliveryError, type OutgoingSms, type SmsSender } from '@ruyi/engine/messages';

const require = createRequire(import.meta.url);

const TEMPORARY =
  /^(InternalError|RequestLimitExceeded|LimitExceeded\.DeliveryFrequencyLimit|FailedOperation\.FailResolvePacket)/;

/** Tencent Cloud sends by template: the values go in the order of the template's places. Answers with the provider's id. */
export async function sendByTencent(sender: SmsSender, message: OutgoingSms): Promise<string> {
  const { sms } = require('tencentcloud-sdk-nodejs-sms') as { readonly sms: typeof TencentSms };
  if (!message.templateCode) throw new DeliveryError('the template has no code of the provider', false);
  const endpoint = sender.settings['endpoint'];
  const client = new sms.v20210111.Client({
    credential: { secretId: sender.settings['secretId'] ?? '', secretKey: sender.secrets['secretKey'] ?? '' },
    region: sender.settings['region'] ?? 'ap-guangzhou',
    ...(endpoint
      ? { profile: { httpProfile: { endpoint, ...(endpoint.startsWith('127.0.0.1') ? { protocol: 'http://' } : {}) } } }
      : {}),
  });
  const answer = await client.SendSms({
    PhoneNumberSet: [message.mobile.startsWith('+') ? message.mobile : `+86${message.mobile}`],
    SmsSdkAppId: sender.settings['sdkAppId'] ?? '',
    SignName: message.signature,
    TemplateId: message.templateCode,
    TemplateParamSet: message.params.map(({ value }) => value),
    SessionContext: message.key,
  });
  const status = answer.SendStatusSet?.[0];
  if (status?.Code !== 'Ok')
    throw new DeliveryError(
      `${status?.Code ?? 'no answer'}: ${status?.Message ?? ''}`,
      TEMPORARY.test(status?.Code ?? 'InternalError'),
    );
  return status.SerialNo ?? '';
}

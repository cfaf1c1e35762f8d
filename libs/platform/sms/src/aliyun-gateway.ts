import { createRequire } from 'node:module';
import type DysmsClient from '@alicloud/dysmsapi20170525';
import type { SendSmsRequest } from '@alicloud/dysmsapi20170525';
import type { Config } from '@alicloud/openapi-client';
import { DeliveryError, type OutgoingSms, type SmsSender } from '@ruyi/engine/messages';

interface DysmsSdk {
  readonly default: typeof DysmsClient;
  readonly SendSmsRequest: typeof SendSmsRequest;
}

const require = createRequire(import.meta.url);

/** Answers of the service that a later attempt may not get. */
const TEMPORARY = /^(isp\.|Throttling|isv\.BUSINESS_LIMIT_CONTROL|SignatureNonceUsed|ServiceUnavailable)/;

/** Alibaba Cloud sends by template: the text is the template's, the values are ours. Answers with the provider's id. */
export async function sendByAliyun(sender: SmsSender, sms: OutgoingSms): Promise<string> {
  // The SDK is CommonJS and large: it is loaded by the first tenant that uses it.
  const sdk = require('@alicloud/dysmsapi20170525') as DysmsSdk;
  const openApi = require('@alicloud/openapi-client') as { readonly Config: typeof Config };
  if (!sms.templateCode) throw new DeliveryError('the template has no code of the provider', false);
  const client = new sdk.default(
    new openApi.Config({
      accessKeyId: sender.settings['accessKeyId'] ?? '',
      accessKeySecret: sender.secrets['accessKeySecret'] ?? '',
      endpoint: sender.settings['endpoint'] ?? 'dysmsapi.aliyuncs.com',
      ...(sender.settings['endpoint']?.startsWith('127.0.0.1') ? { protocol: 'http' } : {}),
    }) as unknown as ConstructorParameters<typeof DysmsClient>[0],
  );
  const { body } = await client.sendSms(
    new sdk.SendSmsRequest({
      phoneNumbers: sms.mobile,
      signName: sms.signature,
      templateCode: sms.templateCode,
      templateParam: JSON.stringify(Object.fromEntries(sms.params.map(({ name, value }) => [name, value]))),
      outId: sms.key,
    }),
  );
  if (body?.code !== 'OK')
    throw new DeliveryError(
      `${body?.code ?? 'no answer'}: ${body?.message ?? ''}`,
      TEMPORARY.test(body?.code ?? 'isp.'),
    );
  return body.bizId ?? '';
}

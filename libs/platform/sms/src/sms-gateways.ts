import { DeliveryError, type DeliveryReceipt, type OutgoingSms, type SmsSender } from '@ruyi/engine/messages';
import type { GatewayLine } from './ask-gateway.js';
import { sendByAliyun } from './aliyun-gateway.js';
import { sendByHttp } from './http-gateway.js';
import { sendToSink } from './sink-gateway.js';
import { sendByTencent } from './tencent-gateway.js';

/** What the install brings itself. */
export interface SmsGatewaysSettings extends GatewayLine {
  /** Where the development sink listens; null: there is none. */
  readonly sinkUrl: string | null;
}

/** Sends SMS by the provider that the sender names. */
export class SmsGateways {
  readonly #settings: SmsGatewaysSettings;

  constructor(settings: SmsGatewaysSettings) {
    this.#settings = settings;
  }

  /** Throws {@link DeliveryError}. */
  async send(sender: SmsSender, sms: OutgoingSms): Promise<DeliveryReceipt> {
    try {
      return { providerId: await this.#hand(sender, sms), sink: sender.provider === 'sink' };
    } catch (error) {
      if (error instanceof DeliveryError) throw error;
      // The host was not reached, or did not have the whole request: nothing was done.
      throw new DeliveryError(error instanceof Error ? error.message : String(error), true, { cause: error });
    }
  }

  async #hand(sender: SmsSender, sms: OutgoingSms): Promise<string> {
    switch (sender.provider) {
      case 'aliyun':
        return sendByAliyun(sender, sms, this.#settings);
      case 'tencent':
        return sendByTencent(sender, sms, this.#settings);
      case 'http':
        return sendByHttp(sender, sms, this.#settings);
      case 'sink':
        return sendToSink(this.#settings.sinkUrl, sms, sender.settings['callback']);
    }
  }
}

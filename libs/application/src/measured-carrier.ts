import { DeliveryError, type MessageCarrier } from '@ruyi/engine/messages';
import type { Metrics } from '@ruyi/platform/health';

/** Counts every message that leaves the house, whoever sends it, by what its provider said. */
export function measuredCarrier(carrier: MessageCarrier, metrics: Pick<Metrics, 'message'>): MessageCarrier {
  const counted = async <T>(kind: 'mail' | 'sms', send: () => Promise<T>): Promise<T> => {
    try {
      const receipt = await send();
      metrics.message(kind, 'sent');
      return receipt;
    } catch (error) {
      metrics.message(kind, outcomeOf(error));
      throw error;
    }
  };
  return {
    mail: (sender, message) => counted('mail', () => carrier.mail(sender, message)),
    sms: (sender, message) => counted('sms', () => carrier.sms(sender, message)),
  };
}

function outcomeOf(error: unknown): 'again' | 'failed' | 'unknown' {
  if (!(error instanceof DeliveryError)) return 'failed';
  if (error.uncertain) return 'unknown';
  return error.temporary ? 'again' : 'failed';
}

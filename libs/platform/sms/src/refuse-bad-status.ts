import { DeliveryError } from '@ruyi/engine/messages';
import type { OutsideAnswer } from '@ruyi/platform/outbound';

/** A proxy before the gateway handed the message on and heard nothing. */
const GATEWAY_TIMEOUT = 504;

/** Throws {@link DeliveryError} for an answer that is none of a message that was taken. */
export function refuseBadStatus({ status, body }: OutsideAnswer): void {
  if (status >= 200 && status <= 299) return;
  throw new DeliveryError(
    `HTTP ${status}: ${body.slice(0, 200)}`,
    (status >= 500 && status !== GATEWAY_TIMEOUT) || status === 429,
    { uncertain: status === GATEWAY_TIMEOUT },
  );
}

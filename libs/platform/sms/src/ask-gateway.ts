import { DeliveryError } from '@ruyi/engine/messages';
import {
  OutboundRefused,
  OutcomeUnknown,
  requestOutside,
  type OutboundGuard,
  type OutsideAnswer,
  type OutsideRequest,
} from '@ruyi/platform/outbound';

/** How a gateway is reached: through the guard, and with how much patience. */
export interface GatewayLine {
  readonly guard: OutboundGuard;
  /** From the name's resolution to the last byte, in milliseconds; the guard's own limit when absent. */
  readonly timeoutMs?: number;
}

/** Asks a gateway that a tenant named. Throws {@link DeliveryError} where it is known whether another attempt may help. */
export async function askGateway(
  { guard, timeoutMs }: GatewayLine,
  request: Omit<OutsideRequest, 'timeoutMs'>,
): Promise<OutsideAnswer> {
  try {
    return await requestOutside(guard, { ...request, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  } catch (error) {
    if (error instanceof OutboundRefused) throw new DeliveryError(error.message, false, { cause: error });
    if (error instanceof OutcomeUnknown)
      throw new DeliveryError(error.message, false, { cause: error, uncertain: true });
    throw error;
  }
}

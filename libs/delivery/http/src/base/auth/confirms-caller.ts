import { SetMetadata } from '@nestjs/common';

export const CONFIRMS_CALLER = 'ruyi:confirms-caller';

/**
 * For routes whose handler does nothing but read through the engine's reader, or write through one of its commands: there
 * the session is confirmed in the trip that reads, or in the transaction that writes, instead of in a trip before it.
 */
export const ConfirmsCaller = (): MethodDecorator => SetMetadata(CONFIRMS_CALLER, true);

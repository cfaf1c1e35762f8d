import { SetMetadata } from '@nestjs/common';

export const CONFIRMS_CALLER = 'ruyi:confirms-caller';

/**
 * For routes whose handler does nothing but read through the engine's reader: there the session is confirmed in the trip
 * that reads, instead of in one of its own before it.
 */
export const ConfirmsCaller = (): MethodDecorator => SetMetadata(CONFIRMS_CALLER, true);

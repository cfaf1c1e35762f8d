import { SetMetadata } from '@nestjs/common';

export const BEFORE_SECOND_FACTOR = 'ruyi:before-second-factor';

/** For the few operations that a person may use whose company wants a second factor that they have not set up yet. */
export const BeforeSecondFactor = (): ClassDecorator & MethodDecorator => SetMetadata(BEFORE_SECOND_FACTOR, true);

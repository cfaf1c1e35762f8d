import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const COSTS = 'ruyi:costs';

/** How much of the caller's rate a request takes, where it is more than one: it reads many rows, or starts a job that does. */
export const Costs = (points: number): MethodDecorator =>
  applyDecorators(SetMetadata(COSTS, points), ApiExtension('x-costs', points));

import { Param, type PipeTransform } from '@nestjs/common';
import { AppError } from '@ruyi/contract/errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Nothing has an id that is no UUID. */
class IdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !UUID.test(value)) throw AppError.notFound();
    return value.toLowerCase();
  }
}

/** Path parameter that is an id: `@IdParam('id') id: string`. */
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, new IdPipe());

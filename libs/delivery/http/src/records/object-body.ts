import { Body, type PipeTransform } from '@nestjs/common';
import { AppError } from '@ruyi/contract/errors';
import { isPlainObject } from '@ruyi/contract/field-values';

export type ObjectBodyValue = Readonly<Record<string, unknown>>;

class ObjectBodyPipe implements PipeTransform<unknown, ObjectBodyValue> {
  transform(value: unknown): ObjectBodyValue {
    const body = value ?? {};
    if (!isPlainObject(body)) throw AppError.invalid([{ path: '', code: 'invalidType', key: 'invalidType.object' }]);
    return body;
  }
}

/** Parameter: a body that is an object, whose keys the engine checks. */
export const ObjectBody = (): ParameterDecorator => Body(new ObjectBodyPipe());

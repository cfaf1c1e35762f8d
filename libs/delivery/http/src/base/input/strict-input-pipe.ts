import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { AppError } from '@ruyi/contract/errors';
import { checkInputText } from './check-input-text.js';
import { validationIssues } from './validation-issues.js';

const UNTYPED = new Set<unknown>([Object, Array, String, Number, Boolean, undefined]);

/** Checks bodies and queries: text that can be stored, and for a DTO class exactly its keys and types. Nothing is dropped or coerced. */
@Injectable()
export class StrictInputPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' && type !== 'query') return value;
    checkInputText(value);
    if (!metatype || UNTYPED.has(metatype)) return value;
    const plain = value ?? {};
    if (typeof plain !== 'object' || Array.isArray(plain))
      throw AppError.invalid([{ path: '', code: 'invalidType', key: 'invalidType.object' }]);
    const instance = plainToInstance(metatype as new () => object, plain, { enableImplicitConversion: false });
    const errors = await validate(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: false,
      stopAtFirstError: false,
      validationError: { target: false, value: true },
    });
    if (errors.length > 0) throw AppError.invalid(validationIssues(errors).slice(0, 100));
    return instance;
  }
}

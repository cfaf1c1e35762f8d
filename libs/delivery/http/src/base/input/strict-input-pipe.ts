import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { AppError } from '@ruyi/contract/errors';
import { checkInputText } from './check-input-text.js';
import { validationIssues } from './validation-issues.js';

const UNTYPED = new Set<unknown>([Object, Array, String, Number, Boolean, undefined]);

/** Names that every object has: class-transformer and class-validator would take the caller's value for the real thing. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

function refusePrototypeKeys(value: object, under = ''): void {
  for (const [key, child] of Object.entries(value) as [string, unknown][]) {
    const path = under ? `${under}.${key}` : key;
    if (INHERITED.has(key)) throw AppError.invalid([{ path, code: 'unknownKey' }]);
    if (typeof child === 'object' && child !== null) refusePrototypeKeys(child, path);
  }
}

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
    refusePrototypeKeys(plain);
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

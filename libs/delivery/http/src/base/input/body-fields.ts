import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** One decorator per kind of field of a fixed body or query: the check and the documentation in one. */
export interface FieldOptions {
  readonly optional?: boolean;
  /** `null` is a value: empty. */
  readonly nullable?: boolean;
  readonly description?: string;
}

type SchemaType = 'string' | 'boolean' | 'integer' | 'object';

interface Described extends FieldOptions {
  readonly type: SchemaType;
  readonly format?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly string[];
  readonly list?: boolean;
}

function presence({ optional, nullable }: FieldOptions): PropertyDecorator {
  return ValidateIf((_, value: unknown) => !((optional && value === undefined) || (nullable && value === null)));
}

function described(field: Described, ...checks: PropertyDecorator[]): PropertyDecorator {
  const { description, format, maxLength, minimum, maximum } = field;
  const documented = ApiProperty({
    type: field.type === 'object' ? Object : field.type,
    required: !field.optional,
    ...(field.nullable ? { nullable: true } : {}),
    ...(field.list ? { isArray: true } : {}),
    ...(field.choices ? { enum: [...field.choices] } : {}),
    ...(description ? { description } : {}),
    ...(format ? { format } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  } as Parameters<typeof ApiProperty>[0]);
  return applyDecorators(documented, presence(field), ...checks);
}

/** Ids are compared as text, so they have one form. */
function LowerCase(): PropertyDecorator {
  const lowered = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
  return Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowered) : lowered(value)));
}

/** Text of at most `max` UTF-16 units (255 unless told). */
export function TextField(options: FieldOptions & { readonly max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 255;
  return described({ ...options, type: 'string', maxLength: max }, IsString(), MaxLength(max, { context: { max } }));
}

export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return described({ ...options, type: 'string', format: 'uuid' }, LowerCase(), IsUUID('loose'));
}

/** A list of at most `max` ids (100 unless told). */
export function IdsField(
  options: FieldOptions & { readonly min?: number; readonly max?: number } = {},
): PropertyDecorator {
  const max = options.max ?? 100;
  return described(
    { ...options, type: 'string', format: 'uuid', list: true },
    LowerCase(),
    IsArray(),
    ArrayMinSize(options.min ?? 0),
    ArrayMaxSize(max, { context: { max } }),
    IsUUID('loose', { each: true }),
  );
}

export function FlagField(options: FieldOptions = {}): PropertyDecorator {
  return described({ ...options, type: 'boolean' }, IsBoolean());
}

export function IntegerField(
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max } = options;
  const context = { min, max };
  return described(
    { ...options, type: 'integer', minimum: min, maximum: max },
    IsInt(),
    Min(min, { context }),
    Max(max, { context }),
  );
}

export function OneOfField(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return described({ ...options, type: 'string', choices }, IsString(), IsIn([...choices]));
}

/** A plain object that the engine checks further. */
export function ObjectField(options: FieldOptions = {}): PropertyDecorator {
  return described({ ...options, type: 'object' }, IsObject());
}

/** A list of objects of a DTO class, at most `max`. */
export function ListField(
  item: () => new () => object,
  options: FieldOptions & { readonly max: number },
): PropertyDecorator {
  const { max } = options;
  return applyDecorators(
    ApiProperty({
      type: item,
      isArray: true,
      required: !options.optional,
      ...(options.description ? { description: options.description } : {}),
    }),
    presence(options),
    IsArray(),
    ArrayMaxSize(max, { context: { max } }),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(item),
  );
}

/** A number in a query, where everything is text. */
export function QueryInteger(
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
    ),
    IntegerField(options),
  );
}

/** `true` or `false` in a query. */
export function QueryFlag(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    FlagField(options),
  );
}

import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';

type Kind = 'string' | 'integer' | 'boolean' | 'array' | 'object';

/** Keys with their types; `?` behind a key: it may be left out. */
type Keys = Readonly<Record<string, Kind>>;

const isOptional = (key: string): boolean => key.endsWith('?');
const nameOf = (key: string): string => (isOptional(key) ? key.slice(0, -1) : key);

/** Documents a query or a body that the handler reads key by key, without a DTO class. */
export const Takes = {
  query: (keys: Keys): MethodDecorator =>
    applyDecorators(
      ...Object.entries(keys).map(([key, type]) =>
        ApiQuery({ name: nameOf(key), required: !isOptional(key), schema: { type } }),
      ),
    ),
  body: (keys: Keys): MethodDecorator =>
    ApiBody({
      schema: {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(keys).map(([key, type]) => [
            nameOf(key),
            { type, ...(type === 'array' ? { items: {} } : {}) } as { type: Kind },
          ]),
        ),
        required: Object.keys(keys).filter((key) => !isOptional(key)),
      },
    }),
};

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES } from '@ruyi/contract/errors';
import { PUBLIC_EXTENSION } from '../auth/route-access.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'detail', 'errors'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...ERROR_CODES] },
    detail: { type: 'string', description: 'In the caller’s language' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string', description: 'Where in the body or query; empty for the whole' },
          code: { type: 'string', enum: [...ERROR_CODES] },
          message: { type: 'string' },
        },
      },
    },
    meta: { type: 'object' },
  },
};

const FAILURE = {
  description: 'What is wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The fixed part of the API as OpenAPI 3.1. */
export function buildApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Ruyi CRM')
    .setDescription(
      'Ids are UUIDs, times ISO 8601 with zone, money is {amount, currency}, errors are RFC 9457 problem details. ' +
        'With the session cookie, anything but GET needs the header X-CSRF-Token with the value of the cookie ruyi_csrf. ' +
        'POSTs honour Idempotency-Key. The modules and fields of a company: /api/v1/openapi.json.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addCookieAuth('ruyi_session')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as (Record<string, unknown> & { responses: object }) | undefined;
      if (!operation) continue;
      operation.responses = { ...operation.responses, default: FAILURE };
      if (operation[PUBLIC_EXTENSION]) operation['security'] = [];
      delete operation[PUBLIC_EXTENSION];
    }
  }
  const schemas = { ...document.components?.schemas, Problem: PROBLEM };
  return withoutNullable({ ...document, components: { ...document.components, schemas } }) as OpenAPIObject;
}

/** OpenAPI 3.1 says `type: [string, null]` where the generator still says `nullable`. */
function withoutNullable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutNullable);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, type, ...rest } = node as { nullable?: unknown; type?: unknown };
  const walked = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutNullable(value)]));
  if (nullable === true && typeof type === 'string') return { ...walked, type: [type, 'null'] };
  return { ...walked, ...(type === undefined ? {} : { type: withoutNullable(type) }) };
}

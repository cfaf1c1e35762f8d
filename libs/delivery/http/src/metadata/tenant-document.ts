import { labelText, type Field, type Locale, type ModuleDescription } from '@ruyi/contract/metadata';
import { valueSchema, type Schema } from './value-schema.js';

const json = (schema: Schema): object => ({ content: { 'application/json': { schema } } });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const schemaName = (module: string): string => module.charAt(0).toUpperCase() + module.slice(1);
const problem = {
  description: 'RFC 9457 problem details',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

/** OpenAPI 3.1 of the records of these modules: one schema to read and one to write per module. */
export function tenantDocument(modules: readonly ModuleDescription[], locale: Locale): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Ruyi CRM', version: '1', description: 'The modules and fields of the signed-in company.' },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths: Object.assign({}, ...modules.map((module) => paths(module, locale))) as object,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ...(Object.fromEntries(modules.flatMap((module) => schemas(module, locale))) as Record<string, Schema>),
        Problem: PROBLEM,
      },
    },
  };
}

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

function paths(module: ModuleDescription, locale: Locale): Record<string, object> {
  const name = schemaName(module.key);
  const label = labelText(module.label, locale);
  const tags = [label];
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const query = (key: string, schema: Schema): object => ({ name: key, in: 'query', schema });
  const one = { description: label, ...json(ref(name)) };
  const page = json({
    type: 'object',
    required: ['items', 'nextCursor'],
    properties: {
      items: { type: 'array', items: ref(name) },
      nextCursor: { type: ['string', 'null'] },
      total: { type: 'object', properties: { value: { type: 'integer' }, exact: { type: 'boolean' } } },
      truncated: { type: 'boolean', description: 'the quick search looked at the newest records only' },
    },
  });
  return {
    [`/records/${module.key}`]: {
      get: {
        tags,
        operationId: `list_${module.key}`,
        parameters: ['view', 'filter', 'sort', 'after', 'fields', 'search', 'total', 'subordinate', 'pool']
          .map((key) => query(key, { type: 'string' }))
          .concat([
            query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 20 }),
            query('page', { type: 'integer', minimum: 1 }),
            query('last', { type: 'boolean' }),
          ]),
        responses: { 200: { description: label, ...page }, default: problem },
      },
      post: {
        tags,
        operationId: `create_${module.key}`,
        requestBody: json(ref(`${name}Input`)),
        responses: { 201: one, default: problem },
      },
    },
    [`/records/${module.key}/{id}`]: {
      parameters: [id],
      get: { tags, operationId: `read_${module.key}`, responses: { 200: one, default: problem } },
      patch: {
        tags,
        operationId: `change_${module.key}`,
        requestBody: json({
          allOf: [
            { type: 'object', required: ['version'], properties: { version: { type: 'integer' } } },
            ref(`${name}Change`),
          ],
        }),
        responses: { 200: one, default: problem },
      },
      delete: {
        tags,
        operationId: `delete_${module.key}`,
        parameters: [query('version', { type: 'integer' })],
        responses: { 204: { description: '' }, default: problem },
      },
    },
  };
}

function schemas(module: ModuleDescription, locale: Locale): [string, Schema][] {
  const name = schemaName(module.key);
  const fields = module.fields.filter((field) => !field.retired);
  const written = fields.filter(
    (field) => field.origin !== 'system' && !field.readOnly && !field.derived && field.type !== 'serial',
  );
  const properties = (some: readonly Field[]): Record<string, Schema> =>
    Object.fromEntries(some.map((field) => [field.key, valueSchema(field, locale)]));
  const required = written.filter((field) => field.required && field.default === undefined).map(({ key }) => key);
  const display = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
  const owner = module.owned ? { ownerId: { type: ['string', 'null'], format: 'uuid' } } : {};
  return [
    [name, { type: 'object', properties: { ...properties(fields), _display: display } }],
    [
      `${name}Input`,
      {
        type: 'object',
        ...(required.length > 0 ? { required } : {}),
        properties: { ...properties(written), ...owner },
        additionalProperties: false,
      },
    ],
    [`${name}Change`, { type: 'object', properties: { ...properties(written), version: { type: 'integer' } } }],
  ];
}

import type { ApiOperation, ValueSchema } from './api-operation.js';
import type { Example } from './example.js';
import type { HostileRequest } from './hostile-requests.js';

type Body = Readonly<Record<string, unknown>>;

/** The example with each thing in turn that the document itself rules out: a key that is missing, of another type, too long, beyond a limit. */
export function schemaViolations(operation: ApiOperation, example: Example): readonly HostileRequest[] {
  const { body } = example;
  if (body instanceof FormData || operation.method === 'GET') return [];
  const known = (body ?? {}) as Body;
  const missing = operation.required
    .filter((key) => key in known)
    .map((key) => ({
      wrong: `no ${key}`,
      value: Object.fromEntries(Object.entries(known).filter(([each]) => each !== key)),
    }));
  const wrong = Object.entries(operation.schemas).flatMap(([key, schema]) =>
    violationsOf(schema).map(({ wrong: how, value }) => ({
      wrong: `${key}: ${how}`,
      value: { ...known, [key]: value },
    })),
  );
  return [...missing, ...wrong].map(({ wrong: what, value }) => ({
    wrong: what,
    example: { ...example, body: value },
  }));
}

function violationsOf(schema: ValueSchema): { readonly wrong: string; readonly value: unknown }[] {
  const types = [schema.type ?? []].flat();
  const found: { wrong: string; value: unknown }[] = [];
  // A list, where none is meant, is taken for no value of any type.
  if (types.length > 0 && !types.includes('array')) found.push({ wrong: 'a list', value: [[]] });
  if (types.includes('array') && !types.includes('object')) found.push({ wrong: 'no list', value: { no: 'list' } });
  if (types.includes('boolean') && !types.includes('string')) found.push({ wrong: 'a word', value: 'perhaps' });
  if ((types.includes('integer') || types.includes('number')) && !types.includes('string'))
    found.push({ wrong: 'no number', value: 'many' });
  if (types.includes('integer')) found.push({ wrong: 'a fraction', value: 1.5 });
  if (schema.enum) found.push({ wrong: 'none of the choices', value: 'noneOfThem' });
  if (schema.format === 'uuid') found.push({ wrong: 'no id', value: 'none' });
  if (schema.format === 'date' || schema.format === 'date-time') found.push({ wrong: 'no date', value: 'tomorrow' });
  if (schema.format === 'email') found.push({ wrong: 'no address', value: 'nobody' });
  if (schema.maxLength !== undefined) found.push({ wrong: 'too long', value: 'x'.repeat(schema.maxLength + 1) });
  if (schema.maximum !== undefined) found.push({ wrong: 'too much', value: schema.maximum + 1 });
  if (schema.minimum !== undefined) found.push({ wrong: 'too little', value: schema.minimum - 1 });
  return found;
}

import { randomBytes } from 'node:crypto';
import type { ApiAnswer, ApiClient } from '@ruyi/testing';
import type { ApiOperation } from './api-operation.js';
import type { Company } from './company.js';
import type { Example } from './example.js';
import { EXAMPLES_OF_PEOPLE } from './examples-of-people.js';
import { EXAMPLES_BESIDE_RECORDS, EXAMPLES_OF_RECORDS } from './examples-of-records.js';
import { EXAMPLES_OF_SETTINGS } from './examples-of-settings.js';

const FIXED = { ...EXAMPLES_OF_PEOPLE, ...EXAMPLES_OF_SETTINGS, ...EXAMPLES_BESIDE_RECORDS };

/** A request that this operation has to grant; an operation that nobody has given one fails whoever asks. */
export async function exampleOf(operation: ApiOperation, company: Company): Promise<Example> {
  const { module, action } = operation.fixed;
  const name = `${operation.method} ${operation.template}`;
  if (module === undefined) {
    const example = FIXED[name];
    if (!example) throw new Error(`nobody has given an example of ${name}: add one to the examples`);
    return example(company);
  }
  const example = EXAMPLES_OF_RECORDS[name.replace('{action}', action ?? '')];
  if (!example) throw new Error(`nobody has given an example of ${operation.name}: add one to the examples`);
  const { path, ...rest } = await example(company, module);
  return { ...rest, path: { module, ...(action === undefined ? {} : { action }), ...path } };
}

/** The path of an example, its query with it. */
export function addressOf(operation: ApiOperation, { path = {}, query = {} }: Example): string {
  const filled = operation.template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}

export function callExample(operation: ApiOperation, example: Example, client: ApiClient): Promise<ApiAnswer<unknown>> {
  // From everywhere: whoever fails to log in is slowed down by address, and these try to fail.
  const from = `10.${[...randomBytes(3)].join('.')}`;
  return client.call<unknown>(operation.method, addressOf(operation, example), example.body, {
    'x-forwarded-for': from,
  });
}

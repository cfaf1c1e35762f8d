import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ApiClient, TableSums } from '@ruyi/testing';
import { readOperations } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import type { Example } from './operations/example.js';
import { callExample, exampleOf } from './operations/example-of.js';
import { hostileRequests } from './operations/hostile-requests.js';

/** What nothing takes, wherever it stands. */
const TAKEN_NOWHERE = /a NUL|a lone surrogate|nesting 100 deep|a prototype|nobody knows|nobodyKnows of the query/;

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const sums = await TableSums.of(inject('serverData'));
const operations = (await readOperations(company.admin)).filter(({ template }) => !template.startsWith('//'));
const examples = new Map<string, Example>();
let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  for (const operation of operations) examples.set(operation.name, await exampleOf(operation, company));
  before = await sums.settled(company.tenantId);
});
afterAll(() => sums.close());

it.each(operations)('$name changes nothing by what it refuses', async (operation) => {
  const example = examples.get(operation.name) ?? {};
  const requests = hostileRequests(operation, example).filter(({ wrong }) => TAKEN_NOWHERE.test(wrong));
  const taken: string[] = [];
  for (const request of requests) {
    const answer = await callExample(operation, request.example, example.client ?? company.admin);
    if (answer.status < 400) taken.push(`${request.wrong}: ${answer.status}`);
  }
  expect(taken).toEqual([]);
  // One fault is told once.
  const was = before;
  before = await sums.take(company.tenantId);
  expect(before).toEqual(was);
});

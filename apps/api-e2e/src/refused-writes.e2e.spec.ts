import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient, TableSums, type ApiAnswer } from '@ruyi/testing';
import { readOperations, type ApiOperation } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import type { Example } from './operations/example.js';
import { callExample, exampleOf } from './operations/example-of.js';
import { faultOfRefusal, ONE_AT_A_TIME, OPEN_TO_EVERYBODY, SAID_TWICE } from './operations/refusable.js';
import { schemaViolations } from './operations/schema-violations.js';

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const sums = await TableSums.of(inject('serverData'));
const operations = (await readOperations(company.admin)).filter(
  ({ method, template }) => method !== 'GET' && !template.startsWith('//'),
);
const named = (names: (operation: ApiOperation) => boolean): ApiOperation[] => operations.filter(names);
const examples = new Map<string, Example>();
/** What has been granted once already, and is refused the second time. */
const twice = new Map<string, Example>();
let stranger: ApiClient;
let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  const role = await company.make('/roles', { name: '没有权限', permissions: [] });
  stranger = (await company.colleague([role.id])).client;
  for (const operation of operations) {
    const example = await exampleOf(operation, company);
    examples.set(operation.name, await exampleOf(operation, company));
    const said = async (): Promise<ApiAnswer<unknown>> =>
      callExample(operation, example, example.client ?? company.admin);
    await said();
    const again = (await said()).status;
    if (again >= 400 && !ONE_AT_A_TIME.has(operation.name)) twice.set(operation.name, example);
  }
  before = await sums.settled(company.tenantId);
});
afterAll(() => sums.close());

/** Every table is as it was before what was refused; one fault is told once. */
async function expectNothingChanged(): Promise<void> {
  const was = before;
  before = await sums.take(company.tenantId);
  expect(before).toEqual(was);
}

const exampleFor = ({ name }: ApiOperation): Example => examples.get(name) ?? {};

describe('a role without the right', () => {
  it.each(named(({ name, open }) => !open && !(name in OPEN_TO_EVERYBODY)))('is refused $name', async (operation) => {
    const answer = await callExample(operation, exampleFor(operation), stranger);
    expect(faultOfRefusal(operation, answer)).toBeNull();
    await expectNothingChanged();
  });

  it('is named for every operation that it may use all the same', () => {
    const names = operations.map(({ name }) => name);
    expect(Object.keys(OPEN_TO_EVERYBODY).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('a version that somebody else has changed meanwhile', () => {
  const versioned = named(({ query, body }) => [...query, ...body].includes('version'));

  it.each(versioned)('is refused $name', async (operation) => {
    const example = exampleFor(operation);
    const part = operation.query.includes('version') ? 'query' : 'body';
    const stale = { ...example, [part]: { ...(example[part] as object), version: part === 'query' ? '999' : 999 } };
    const answer = await callExample(operation, stale, example.client ?? company.admin);
    expect(answer).toMatchObject({ status: 409, body: { code: 'versionConflict' } });
    await expectNothingChanged();
  });

  it('is asked for by what changes and deletes records, templates and webhooks', () => {
    expect(versioned.length).toBeGreaterThan(7);
  });
});

describe('what has been done already', () => {
  it.each(operations)('is refused $name a second time, or is done again', async (operation) => {
    const example = twice.get(operation.name);
    const mustBeRefused = operation.name in SAID_TWICE;
    expect(example !== undefined || !mustBeRefused, 'was done again').toBe(true);
    if (!example) return;
    const { status, body } = await callExample(operation, example, example.client ?? company.admin);
    expect(status).toBeGreaterThanOrEqual(400);
    if (mustBeRefused) expect({ status, ...(body as object) }).toMatchObject(SAID_TWICE[operation.name] ?? {});
    await expectNothingChanged();
  });
});

describe('what the document rules out', () => {
  it.each(operations)('is refused $name', async (operation) => {
    const example = exampleFor(operation);
    const taken: string[] = [];
    for (const { wrong, example: request } of schemaViolations(operation, example)) {
      const { status } = await callExample(operation, request, example.client ?? company.admin);
      if (status < 400) taken.push(`${wrong}: ${status}`);
    }
    expect(taken).toEqual([]);
    await expectNothingChanged();
  });

  it('is hundreds of things', () => {
    const all = operations.flatMap((operation) => schemaViolations(operation, exampleFor(operation)));
    expect(all.length).toBeGreaterThan(300);
  });
});

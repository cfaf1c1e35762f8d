import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ApiClient, TableSums } from '@ruyi/testing';
import { readOperations, type ApiOperation } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import type { Example } from './operations/example.js';
import { callExample, exampleOf } from './operations/example-of.js';
import { foreignPlaces } from './operations/foreign-places.js';

const nobody = new ApiClient(inject('serverUrl'));
/** She has one of everything; he tries to get at it. */
const ann = await Company.signUp(nobody);
const bob = await Company.signUp(nobody);
const sums = await TableSums.of(inject('serverData'));
const operations = await readOperations(bob.admin);
const hers = new Map<string, Example>();
let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  for (const operation of operations) hers.set(operation.name, await exampleOf(operation, ann));
  before = await sums.settled(ann.tenantId);
});
afterAll(() => sums.close());

it.each(operations)('$name gives and takes nothing of another company', async (operation) => {
  const theirs = hers.get(operation.name);
  if (!theirs) throw new Error('there is no example');
  const mine = await exampleOf(operation, bob);
  for (const place of foreignPlaces(mine, theirs)) {
    const answer = await attempt(operation, place.with(place.theirs), place.theirs);
    // What another company has looks like what nobody has.
    const none = place.theirs.includes('-') ? randomUUID() : `${place.theirs.slice(0, 2)}zzzzz9`;
    expect(answer, place.where).toEqual(await attempt(operation, place.with(none), none));
    if (place.inPath) expect(answer, place.where).toMatchObject({ status: 404 });
  }
  if (!operation.open) {
    const whole = await callExample(operation, withoutMarker(theirs), mine.client ?? bob.admin);
    expect(JSON.stringify(whole.body)).not.toContain(ann.marker);
  }
  // One fault is told once.
  const was = before;
  before = await sums.take(ann.tenantId);
  expect(before).toEqual(was);
});

/** The answer to a request of Bob's, with the id that he tried left out of it; of a job, what it came to. */
async function attempt(operation: ApiOperation, example: Example, tried: string): Promise<object> {
  const answer = await callExample(operation, example, example.client ?? bob.admin);
  const jobId = (answer.body as { jobId?: unknown } | null)?.jobId;
  const job = typeof jobId === 'string' ? await ended(jobId) : null;
  const text = JSON.stringify({ status: answer.status, body: job ?? answer.body });
  expect(text).not.toContain(ann.marker);
  return JSON.parse(text.replaceAll(tried, 'tried')) as object;
}

async function ended(jobId: string): Promise<object> {
  // One that waits for its time is asked for what it would do.
  await bob.admin.call('POST', `/jobs/${jobId}/cancel`);
  const { state, total, failed, done } = await bob.admin.jobEnd(jobId);
  return { state, total, failed, done };
}

/** Her own words in his request would come back to him as his. */
function withoutMarker(example: Example): Example {
  if (example.body === undefined || example.body instanceof FormData) return example;
  return { ...example, body: JSON.parse(JSON.stringify(example.body).replaceAll(ann.marker, bob.marker)) as unknown };
}

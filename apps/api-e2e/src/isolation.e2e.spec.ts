import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ApiClient, TableSums } from '@ruyi/testing';
import { readOperations, type ApiOperation } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import { cursorPlaces } from './operations/cursor-places.js';
import type { Example } from './operations/example.js';
import { callExample, exampleOf } from './operations/example-of.js';
import { foreignPlaces, type ForeignPlace } from './operations/foreign-places.js';
import { nobodys } from './operations/nobodys.js';

/** Examples that are true only of the moment in which they are made. */
const OF_THE_MOMENT = new Set(['PUT /modules/{module}/fields/order']);

const nobody = new ApiClient(inject('serverUrl'));
/** She has one of everything; he, who has one of everything too, tries to get at it. */
const ann = await Company.signUp(nobody);
const bob = await Company.signUp(nobody);
const sums = await TableSums.of(inject('serverData'));
const operations = await readOperations(bob.admin);
const [hers, his] = [new Map<string, Example>(), new Map<string, Example>()];
const tried = { path: 0, query: 0, body: 0, key: 0, part: 0, after: 0 };
let annWas: ReadonlyMap<string, string>;
let bobWas: ReadonlyMap<string, string>;
/** He was granted something: his own may still be moving. */
let moves = false;

beforeAll(async () => {
  const all = async (company: Company, examples: Map<string, Example>): Promise<void> => {
    for (const operation of operations) examples.set(operation.name, await exampleOf(operation, company));
  };
  await Promise.all([all(ann, hers), all(bob, his)]);
  [annWas, bobWas] = await Promise.all([sums.settled(ann.tenantId), sums.settled(bob.tenantId)]);
});
afterAll(() => sums.close());

it.each(operations)('$name gives and takes nothing of another company', async (operation) => {
  const theirs = hers.get(operation.name);
  const made = his.get(operation.name);
  if (!theirs || !made) throw new Error('there is no example');
  const mine = OF_THE_MOMENT.has(operation.name) ? await exampleOf(operation, bob) : made;
  const cursors = await cursorPlaces(operation, mine, { example: theirs, client: ann.admin, id: ann.adminId });
  for (const place of [...foreignPlaces(mine, theirs), ...cursors]) {
    count(place);
    const answer = await attempt(operation, place.with(place.theirs), place.theirs);
    // What another company has looks like what nobody has.
    const none = nobodys(place.theirs);
    expect(answer, place.where).toEqual(await attempt(operation, place.with(none), none));
    if (place.inPath) expect(answer, place.where).toMatchObject({ status: 404 });
  }
  if (!operation.open) {
    const whole = await attempt(operation, {
      ...withoutMarker(theirs),
      ...(mine.client ? { client: mine.client } : {}),
    });
    expect(JSON.stringify(whole)).not.toContain(ann.marker);
  }
  if (operation.method === 'GET') return;
  // One fault is told once.
  const was = annWas;
  annWas = await sums.take(ann.tenantId);
  expect(annWas).toEqual(was);
});

it('ids, keys and cursors were tried in paths, filters, sorts, bodies and their keys', () => {
  for (const [kind, times] of Object.entries(tried)) expect(times, kind).toBeGreaterThan(9);
});

/** The answer to a request of Bob's, with the id that he tried left out of it; of a job, what it came to. A refusal changes nothing of his. */
async function attempt(operation: ApiOperation, example: Example, named?: string): Promise<object> {
  if (moves) bobWas = await sums.settled(bob.tenantId, 400);
  const answer = await callExample(operation, example, example.client ?? bob.admin);
  const jobId = (answer.body as { jobId?: unknown } | null)?.jobId;
  const job = typeof jobId === 'string' ? await ended(operation, jobId) : null;
  if (operation.method !== 'GET') {
    const was = bobWas;
    bobWas = await sums.take(bob.tenantId);
    if (answer.status >= 400) expect(bobWas, `was refused with ${answer.status}, and changed something`).toEqual(was);
    moves = !isDeepStrictEqual(bobWas, was);
  }
  const text = JSON.stringify({ status: answer.status, body: job ?? answer.body });
  expect(text).not.toContain(ann.marker);
  return comparable(named === undefined ? text : text.replaceAll(named, 'tried'));
}

/** What is made anew is never the same twice, and a cursor is signed for its filter. */
function comparable(text: string): object {
  const answer = JSON.parse(text) as { status: number; body: Readonly<Record<string, unknown>> | null };
  if (answer.status === 201) return { status: 201 };
  if (!answer.body?.['nextCursor']) return answer;
  return { ...answer, body: { ...answer.body, nextCursor: 'there is more' } };
}

async function ended(operation: ApiOperation, jobId: string): Promise<object> {
  // A send waits for its time and is asked for what it would do; any other job may have come to its end before a cancel.
  if (operation.template.endsWith('/send')) await bob.admin.call('POST', `/jobs/${jobId}/cancel`);
  const { state, total, failed, done } = await bob.admin.jobEnd(jobId);
  return { state, total, failed, done };
}

/** Her own words in his request would come back to him as his. */
function withoutMarker(example: Example): Example {
  if (example.body === undefined || example.body instanceof FormData) return example;
  return { ...example, body: JSON.parse(JSON.stringify(example.body).replaceAll(ann.marker, bob.marker)) as unknown };
}

function count({ where }: ForeignPlace): void {
  const [part] = where.split('.') as ['path' | 'query' | 'body'];
  tried[part] += 1;
  if (where.endsWith('.after')) tried.after += 1;
  if (where.includes('.key ')) tried.key += 1;
  if (where.endsWith(']')) tried.part += 1;
}

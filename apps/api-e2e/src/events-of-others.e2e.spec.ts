import { expect, inject, it, vi } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { readOperations } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import { callExample, exampleOf } from './operations/example-of.js';

const nobody = new ApiClient(inject('serverUrl'));

it('a stream is silent while another company does everything that there is to do', async () => {
  const [ann, bob] = [await Company.signUp(nobody), await Company.signUp(nobody)];
  const hers = await ann.admin.listen();
  const his = await bob.admin.listen();
  const colleague = await ann.colleague([await ann.roleId('sales')]);
  const theirs = await colleague.client.listen();
  const writes = (await readOperations(ann.admin)).filter(({ method }) => method !== 'GET');
  for (const operation of writes) {
    const example = await exampleOf(operation, ann);
    await callExample(operation, example, example.client ?? ann.admin);
  }
  // Somebody is given something, so that they are told of it.
  const { id } = await ann.record('customers');
  await ann.must('POST', `/records/customers/${id}/actions/transfer`, { owner: colleague.id });
  const kinds = (): Set<string> => new Set([...hers.heard, ...theirs.heard].map(({ kind }) => kind));
  await vi.waitUntil(() => kinds().size === 3, { timeout: 15_000, interval: 100 });
  expect([...kinds()].sort()).toEqual(['job', 'notification', 'record']);

  // What is written last is told last: his own comes, and nothing has come before it.
  const made = await bob.anchor();
  await vi.waitUntil(() => his.heard.length > 0, { timeout: 15_000, interval: 100 });
  expect(his.heard.map(({ kind, data }) => ({ kind, id: data['id'] }))).toEqual([{ kind: 'record', id: made.id }]);

  // Nor is it told to who says that he has seen an event of hers.
  const first = hers.heard[0]?.id ?? '';
  const again = await bob.admin.listen(first);
  await vi.waitUntil(() => again.heard.length > 0, { timeout: 15_000, interval: 100 });
  expect(again.heard.map(({ data }) => data['id'])).toEqual([made.id]);
  await Promise.all([hers, his, theirs, again].map((each) => each.close()));
});
